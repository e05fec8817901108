package io.millrace.contracts.process;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LoopbackTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.1", "[::1]", "::1"})
    void thisMachineIsKnownByItsNamesHoweverTheyAreWritten(String name) {
        assertThat(Loopback.isOwnName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rebound.example", "localhost.example", "127.0.0.2", ""})
    void anyOtherNameMayBeThatOfAPage(String name) {
        assertThat(Loopback.isOwnName(name)).isFalse();
    }

    @Test
    void anAddressThatOthersReachIsNone() {
        assertThat(Loopback.isHost("127.0.0.1")).isTrue();
        assertThat(Loopback.isHost("0.0.0.0")).isFalse();
        assertThatThrownBy(() -> Loopback.isHost("[::nowhere]"))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("'[::nowhere]' is not known");
    }
}
