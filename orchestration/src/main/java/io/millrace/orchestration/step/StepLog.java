package io.millrace.orchestration.step;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The file in which an attempt of a step tells what it does.
 *
 * @param file that file
 */
public record StepLog(Path file) {
    private static final int TAIL_BYTES = 16_384;
    private static final int LONGEST_SENTENCE = 600;
    private static final String OWN = "# ";

    /** Adds a line of the scheduler's own. */
    void note(String line) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, OWN + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the log " + file, e);
        }
    }

    /** The last line that the step wrote itself and that is no part of a stack trace: why it ended, as it ends by saying so. */
    public String lastSentence() {
        try (var access = new RandomAccessFile(file.toFile(), "r")) {
            access.seek(Math.max(0, access.length() - TAIL_BYTES));
            byte[] tail = new byte[(int) (access.length() - access.getFilePointer())];
            access.readFully(tail);
            List<String> lines =
                    new String(tail, StandardCharsets.UTF_8).lines().toList();
            for (int line = lines.size() - 1; line >= 0; line--) {
                String text = lines.get(line);
                if (!text.isBlank() && !Character.isWhitespace(text.charAt(0)) && !text.startsWith(OWN)) {
                    return text.substring(0, Math.min(text.length(), LONGEST_SENTENCE));
                }
            }
            return "it said nothing; see " + file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the log " + file, e);
        }
    }
}
