package io.millrace.streaming.join;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowKeyTest {
    @Test
    void aKeyReadsAsItWasWrittenAndBeginsWithThePrefixOfItsOwnAlone() {
        var key = new RowKey(3, 7, "{\"id\":1}", "größe");
        byte[] bytes = key.bytes();

        assertThat(RowKey.parse(bytes)).isEqualTo(key);
        assertThat(bytes).startsWith(RowKey.prefix(3, 7, "{\"id\":1}"));
        for (byte[] other : new byte[][] {
            RowKey.prefix(4, 7, "{\"id\":1}"), RowKey.prefix(3, 8, "{\"id\":1}"), RowKey.prefix(3, 7, "{\"id\":")
        }) {
            assertThat(Arrays.copyOf(bytes, other.length)).isNotEqualTo(other);
        }
    }

    /** Shelves of a state that is there have been written with it. */
    @Test
    void theBytesAreThoseOfStatesThatAreThere() {
        assertThat(new RowKey(1, 2, "k", "r").bytes()).containsExactly(1, 0, 0, 0, 2, 0, 0, 0, 1, 'k', 0, 0, 0, 1, 'r');
    }
}
