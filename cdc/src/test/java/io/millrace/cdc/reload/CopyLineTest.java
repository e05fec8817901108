package io.millrace.cdc.reload;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CopyLineTest {
    private static String[] read(String line, int columns) {
        String[] texts = new String[columns];
        CopyLine.read(line.getBytes(StandardCharsets.UTF_8), texts);
        return texts;
    }

    @Test
    void textsStandBetweenTabs() {
        assertThat(read("1\tZoë 🛒\t\n", 3)).containsExactly("1", "Zoë 🛒", "");
    }

    @Test
    void aNullIsNotATextThatLooksLikeOne() {
        assertThat(read("\\N\t\\\\N\tN\tNULL\n", 4)).containsExactly(null, "\\N", "N", "NULL");
    }

    @Test
    void whatWouldNotBePlainIsEscaped() {
        assertThat(read("a\\tb\\nc\\\\d\\re\\bf\\fg\\vh\t\\\\x00ff\n", 2))
                .containsExactly("a\tb\nc\\d\re\bf\fg\u000bh", "\\x00ff");
    }

    @Test
    void aRowOfAnotherWidthIsRefused() {
        assertThatThrownBy(() -> read("1\t2\n", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read("1\n", 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
