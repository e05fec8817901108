package io.millrace.dashboard.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the heap of a process holds.
 *
 * @param mostBytes what it may hold
 */
public record HeapUse(long usedBytes, long mostBytes) {
    private static final Pattern PART =
            Pattern.compile("^jvm_memory_(used|max)_bytes\\{[^}]*area=\"heap\"[^}]*} (\\S+)$", Pattern.MULTILINE);

    /** Adds up the parts of the heap in metrics as Prometheus reads them; nothing where there are none. */
    static Optional<HeapUse> in(byte[] metrics) {
        String text = new String(metrics, StandardCharsets.UTF_8);
        long used = sum(text, "used");
        // A part without a limit of its own has -1.
        return used > 0 ? Optional.of(new HeapUse(used, sum(text, "max"))) : Optional.empty();
    }

    private static long sum(String metrics, String which) {
        return PART.matcher(metrics)
                .results()
                .filter(part -> part.group(1).equals(which))
                .mapToLong(HeapUse::bytes)
                .filter(bytes -> bytes > 0)
                .sum();
    }

    private static long bytes(MatchResult part) {
        return Double.valueOf(part.group(2)).longValue();
    }
}
