package io.millrace.cdc.reload;

import java.nio.charset.StandardCharsets;

/** Reads a line of COPY's text format: texts between tabs, with a backslash before what would not be plain. */
final class CopyLine {
    private CopyLine() {}

    /**
     * Puts the texts of a line into this array, null for NULL.
     *
     * @throws IllegalArgumentException if the line has another number of columns
     */
    static void read(byte[] line, String[] texts) {
        int end = line.length;
        if (end > 0 && line[end - 1] == '\n') {
            end--;
        }
        int column = 0;
        int start = 0;
        boolean plain = true;
        for (int at = 0; at <= end; at++) {
            if (at == end || line[at] == '\t') {
                if (column == texts.length) {
                    throw new IllegalArgumentException("A row of COPY has more than %d columns".formatted(column));
                }
                texts[column++] = plain
                        ? new String(line, start, at - start, StandardCharsets.UTF_8)
                        : unescaped(line, start, at);
                start = at + 1;
                plain = true;
            } else if (line[at] == '\\') {
                plain = false;
                // What follows belongs to the backslash.
                at++;
            }
        }
        if (column != texts.length) {
            throw new IllegalArgumentException("A row of COPY has %d columns, not %d".formatted(column, texts.length));
        }
    }

    private static String unescaped(byte[] line, int start, int end) {
        if (end - start == 2 && line[start + 1] == 'N') {
            return null;
        }
        byte[] bytes = new byte[end - start];
        int length = 0;
        for (int at = start; at < end; at++) {
            byte next = line[at];
            if (next == '\\') {
                at++;
                next = special(line[at]);
            }
            bytes[length++] = next;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static byte special(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            default -> letter;
        };
    }
}
