package io.millrace.local.chaos;

import io.millrace.local.stack.MillraceProcess;
import java.util.List;
import java.util.OptionalInt;

/**
 * A process that was found ended.
 *
 * @param status its exit status, where it is known
 * @param log the last lines of its log
 */
record Ended(MillraceProcess process, OptionalInt status, List<String> log) {
    Ended {
        log = List.copyOf(log);
    }

    /** That it has ended, and how. */
    String sentence() {
        return process.module() + " ended" + (status.isPresent() ? " with status " + status.getAsInt() : "");
    }

    /** The same with what it said last. */
    String paragraph() {
        return "%s, and nothing that was done to it should end it; its log ends with:%n  %s"
                .formatted(sentence(), String.join(System.lineSeparator() + "  ", log));
    }
}
