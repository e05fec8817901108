package io.millrace.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of a mishap.
 *
 * @param number of it in the run
 * @param transactions that were committed meanwhile
 * @param recovery from its end until the lake had all that the source held; nothing if that was not seen
 * @param compared what the audit found then; nothing if it could not compare
 * @param problems what was not as promised, each a paragraph
 */
record Struck(
        int number,
        String mishap,
        long transactions,
        Optional<Duration> recovery,
        Optional<Compared> compared,
        List<String> problems) {
    Struck {
        problems = List.copyOf(problems);
    }

    boolean asPromised() {
        return problems.isEmpty() && isEqual();
    }

    /** Whether the lake was seen to equal its source. */
    boolean isEqual() {
        return compared.filter(Compared::equal).isPresent();
    }

    /** Its end in a few words. */
    String verdict() {
        return asPromised()
                ? "equal"
                : isEqual()
                        ? "equal, but NOT AS PROMISED"
                        : recovery.isEmpty() ? "NOT RECOVERED" : compared.isEmpty() ? "NOT COMPARED" : "DIFFERENT";
    }

    /** Seconds until the lake had all, for people. */
    String seconds() {
        return recovery.map(time -> time.toSeconds() + " s").orElse("never");
    }
}
