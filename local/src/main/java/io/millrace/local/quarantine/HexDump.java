package io.millrace.local.quarantine;

import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bytes as people look at them: sixteen to a line, as numbers and as characters. */
final class HexDump {
    private static final int WIDTH = 16;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private HexDump() {}

    static String of(byte[] bytes) {
        return IntStream.iterate(0, start -> start < bytes.length, start -> start + WIDTH)
                .mapToObj(start -> line(bytes, start, Math.min(bytes.length, start + WIDTH)))
                .collect(Collectors.joining("\n"));
    }

    private static String line(byte[] bytes, int start, int end) {
        var characters = new StringBuilder();
        for (int index = start; index < end; index++) {
            char shown = (char) (bytes[index] & 0xFF);
            characters.append(shown >= ' ' && shown <= '~' ? shown : '.');
        }
        return "%08x  %-47s  %s".formatted(start, HEX.formatHex(bytes, start, end), characters);
    }
}
