package io.millrace.contracts.online;

import io.millrace.contracts.change.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LiveUserCodecTest {
    private static final LiveUser USER = new LiveUser(
            true,
            List.of(
                    new LiveUser.Interaction(
                            "a", 0.25, 3, Instant.parse("1999-12-31T23:59:59.999999Z"), Instant.EPOCH.minusSeconds(1)),
                    new LiveUser.Interaction("größe-✓", 1e9, 1, Instant.EPOCH, Instant.EPOCH)));

    @Test
    void aUserReadsAsItWasWritten() {
        var position = new Position(3, -2);

        assertThat(LiveUserCodec.decode(LiveUserCodec.encode(position, USER)))
                .isEqualTo(new LiveUserCodec.Stamped(position, USER));
    }

    @Test
    void theGuardStandsFirstAndHasTheOrderOfPositions() {
        List<Position> ordered = List.of(
                Position.START, new Position(1, 9), new Position(1, 10), new Position(1, -1), new Position(2, 0));

        assertThat(ordered.stream().map(LiveUserCodec::guard)).isSorted().doesNotHaveDuplicates();
        assertThat(new String(LiveUserCodec.encode(new Position(1, 10), USER), StandardCharsets.UTF_8))
                .startsWith(LiveUserCodec.guard(new Position(1, 10)));
    }

    @Test
    void bytesThatEndTooEarlyOrAreOfAnotherVersionAreRefused() {
        byte[] bytes = LiveUserCodec.encode(Position.START, USER);

        assertThatThrownBy(() -> LiveUserCodec.decode(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ends before");
        bytes[LiveUserCodec.GUARD_BYTES] = 9;
        assertThatThrownBy(() -> LiveUserCodec.decode(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 9");
    }
}
