package io.millrace.contracts.online;

import io.millrace.contracts.change.Position;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LiveUserCodecTest {
    private static final LiveUser USER = new LiveUser(
            true,
            List.of(
                    new LiveUser.Interaction(
                            "a", 0.25, 3, Instant.parse("1999-12-31T23:59:59.999999Z"), Instant.EPOCH.minusSeconds(1)),
                    new LiveUser.Interaction("größe-✓", 1e9, 1, Instant.EPOCH, Instant.EPOCH),
                    named("b", "public.order_items", "{\"id\":7}", new Position(3, -2)),
                    new LiveUser.Interaction(
                            "old", 1, 1, Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59Z")),
                    named("c", "public.views", "{\"größe\":\"✓\"}", Position.START),
                    named("d", "public.order_items", "{\"id\":8}", new Position(1, 5))));

    private static LiveUser.Interaction named(String item, String table, String key, Position position) {
        return new LiveUser.Interaction(
                item, 1, 2, Instant.EPOCH, Instant.EPOCH, Optional.of(new LiveUser.SourceRow(table, key, position)));
    }

    @Test
    void aUserReadsAsItWasWritten() {
        var position = new Position(3, -2);

        assertThat(LiveUserCodec.decode(LiveUserCodec.encode(position, USER)))
                .isEqualTo(new LiveUserCodec.Stamped(position, USER));
    }

    /** As the version before wrote it: version 1, a user who exists, and one interaction with "a". */
    @Test
    void whatTheVersionBeforeWroteIsReadWithoutRows() {
        ByteBuffer bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(LiveUserCodec.guard(new Position(1, 10)).getBytes(StandardCharsets.US_ASCII));
        bytes.put((byte) 1).put((byte) 1).putInt(1);
        bytes.putShort((short) 1).put((byte) 'a');
        bytes.putDouble(0.5).putLong(2).putLong(0).putLong(1_000_000);

        assertThat(LiveUserCodec.decode(Arrays.copyOf(bytes.array(), bytes.position())))
                .isEqualTo(new LiveUserCodec.Stamped(
                        new Position(1, 10),
                        new LiveUser(
                                true,
                                List.of(new LiveUser.Interaction(
                                        "a", 0.5, 2, Instant.EPOCH, Instant.ofEpochSecond(1))))));
    }

    @Test
    void aRowCostsItsKeyAndFourteenBytesBesideTheNameOfItsTable() {
        var plain = new LiveUser(true, List.of(new LiveUser.Interaction("b", 1, 2, Instant.EPOCH, Instant.EPOCH)));
        var named = new LiveUser(true, List.of(named("b", "t", "{\"id\":7}", Position.START)));

        assertThat(LiveUserCodec.encode(Position.START, named).length
                        - LiveUserCodec.encode(Position.START, plain).length)
                .isEqualTo("{\"id\":7}".length() + 14 + "t".length() + 2);
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

    @Test
    void aRowOfATableThatIsNotNamedIsRefused() {
        var user = new LiveUser(true, List.of(named("a", "t", "{}", Position.START)));
        byte[] bytes = LiveUserCodec.encode(Position.START, user);
        // At the end the number of tables, and one name of one letter.
        byte[] without = Arrays.copyOf(bytes, bytes.length - 3);
        without[without.length - 1] = 0;

        assertThatThrownBy(() -> LiveUserCodec.decode(without))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A live user has a row of table 0, but names 0 tables");
    }

    @Test
    void aCountBelowZeroIsRefused() {
        byte[] bytes = LiveUserCodec.encode(Position.START, new LiveUser(true, List.of()));
        Arrays.fill(bytes, LiveUserCodec.GUARD_BYTES + 2, LiveUserCodec.GUARD_BYTES + 2 + Integer.BYTES, (byte) -1);

        assertThatThrownBy(() -> LiveUserCodec.decode(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No live user has -1 interactions");
    }
}
