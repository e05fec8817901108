package io.millrace.local.stack;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StackPortsTest {

    @Test
    void oneNumberMovesAllPortsAndNoneIsTakenTwice() {
        assertThat(all(new StackPorts(8600))).doesNotHaveDuplicates().hasSize(15);
        assertThat(all(new StackPorts(9600)))
                .containsExactlyElementsOf(all(new StackPorts(8600)).stream()
                        .map(port -> port + 1000)
                        .toList());
    }

    @Test
    void thePortsAreThoseThatClientsKnow() {
        var ports = new StackPorts(8600);
        assertThat(ports.of(MillraceProcess.SERVING)).isEqualTo(8600);
        assertThat(ports.of(MillraceProcess.CDC)).isEqualTo(8601);
        assertThat(ports.of(MillraceProcess.LAKEHOUSE)).isEqualTo(8602);
        assertThat(ports.of(MillraceProcess.ORCHESTRATION)).isEqualTo(8603);
        assertThat(ports.trinoRegistration()).isEqualTo(8604);
        assertThat(ports.of(MillraceProcess.STREAMING)).isEqualTo(8605);
        assertThat(ports.of(MillraceProcess.GATEWAY)).isEqualTo(8606);
        assertThat(ports.of(MillraceProcess.DASHBOARD)).isEqualTo(8607);
        assertThat(ports.intake()).isEqualTo(8608);
    }

    @Test
    void aBaseWithoutRoomIsRefused() {
        assertThatThrownBy(() -> new StackPorts(80)).hasMessageContaining("from 1024 to");
        assertThatThrownBy(() -> new StackPorts(65_530)).hasMessageContaining("from 1024 to");
    }

    private static java.util.List<Integer> all(StackPorts ports) {
        var services = ports.services();
        IntStream own = Arrays.stream(MillraceProcess.values()).mapToInt(ports::of);
        IntStream backing = IntStream.of(
                services.postgres(), services.kafka(), services.kafka() + 1, services.objectStore(), services.redis());
        return Stream.of(own, backing, IntStream.of(ports.trino(), ports.trinoRegistration(), ports.intake()))
                .flatMap(IntStream::boxed)
                .toList();
    }
}
