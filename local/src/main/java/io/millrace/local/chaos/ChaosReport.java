package io.millrace.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What a run came to.
 *
 * @param struck the mishaps in their order
 * @param kinds the names of all that could have struck
 * @param problems what was wrong beside the mishaps: before the first, or in the comparison at the end
 */
record ChaosReport(List<Struck> struck, List<String> kinds, List<String> problems) {
    ChaosReport {
        struck = List.copyOf(struck);
        kinds = List.copyOf(kinds);
        problems = List.copyOf(problems);
    }

    /** Whether nothing was lost, doubled or wrong, and everything went as it is promised. */
    boolean asPromised() {
        return problems.isEmpty() && !struck.isEmpty() && struck.stream().allMatch(Struck::asPromised);
    }

    /** The summary. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%-58s %9s  %8s  %s".formatted("mishap", "recovery", "rows", "lake and source"));
        struck.forEach(mishap -> lines.add(line(mishap)));
        Set<String> seen = struck.stream().map(Struck::mishap).collect(Collectors.toSet());
        List<String> missing =
                kinds.stream().filter(kind -> !seen.contains(kind)).toList();
        if (!missing.isEmpty()) {
            lines.add("Time was too short for: " + String.join("; ", missing));
        }
        struck.stream().filter(mishap -> !mishap.asPromised()).forEach(mishap -> {
            lines.add("%d. %s: %s".formatted(mishap.number(), mishap.mishap(), mishap.verdict()));
            lines.addAll(mishap.problems());
        });
        lines.addAll(problems);
        lines.add(last(seen.size()));
        return lines;
    }

    /** A mishap with its end. */
    static String line(Struck mishap) {
        return "%3d. %-53s %9s  %,8d  %s"
                .formatted(
                        mishap.number(),
                        mishap.mishap(),
                        mishap.seconds(),
                        mishap.compared().map(Compared::rows).orElse(0L),
                        mishap.verdict());
    }

    private String last(int seen) {
        long failed = struck.stream().filter(mishap -> !mishap.asPromised()).count();
        String what = asPromised()
                ? "nothing was lost, doubled or wrong"
                : "%d rows lost, %d doubled, %d wrong; %d mishaps%s not as promised"
                        .formatted(
                                sum(Compared::lost),
                                sum(Compared::doubled),
                                sum(Compared::wrong),
                                failed,
                                problems.isEmpty() ? "" : " and the run itself");
        return "%d mishaps of %d kinds, %,d transactions, %,d rows compared, at most %s until the lake had all: %s"
                .formatted(
                        struck.size(),
                        seen,
                        struck.stream().mapToLong(Struck::transactions).sum(),
                        sum(Compared::rows),
                        struck.stream()
                                        .map(Struck::recovery)
                                        .flatMap(Optional::stream)
                                        .mapToLong(Duration::toSeconds)
                                        .max()
                                        .orElse(0)
                                + " s",
                        what);
    }

    private long sum(ToLongFunction<Compared> part) {
        return struck.stream()
                .map(Struck::compared)
                .flatMap(Optional::stream)
                .mapToLong(part)
                .sum();
    }
}
