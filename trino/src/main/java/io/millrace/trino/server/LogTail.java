package io.millrace.trino.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of what a program wrote, for the message that it failed. */
final class LogTail {
    private LogTail() {}

    static String of(Path log, int lines) throws IOException {
        if (!Files.exists(log)) {
            return "(nothing)";
        }
        List<String> all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join(System.lineSeparator(), all.subList(Math.max(0, all.size() - lines), all.size()));
    }
}
