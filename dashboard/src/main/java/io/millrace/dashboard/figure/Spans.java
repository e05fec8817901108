package io.millrace.dashboard.figure;

import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads the hashes in which the spans of a measure stand. */
final class Spans {
    private Spans() {}

    /** The spans of each group in the order of time; those of no row are none. */
    static Map<Optional<String>, NavigableMap<Instant, MeasureBucket>> of(
            Iterable<Map<String, String>> hashes, Predicate<Instant> isWanted) {
        Map<Optional<String>, NavigableMap<Instant, MeasureBucket>> groups = new HashMap<>();
        for (Map<String, String> hash : hashes) {
            hash.forEach((name, text) -> {
                FigureKeys.Field field = known(() -> FigureKeys.Field.parse(name));
                if (isWanted.test(field.start())) {
                    MeasureBucket bucket = known(() -> MeasureBucket.parse(text));
                    if (bucket.count() != 0) {
                        groups.computeIfAbsent(field.dimension(), any -> new TreeMap<>())
                                .put(field.start(), bucket);
                    }
                }
            });
        }
        return groups;
    }

    private static <T> T known(Supplier<T> parsed) {
        try {
            return parsed.get();
        } catch (IllegalArgumentException e) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE,
                    "A span in Redis is not of this version: %s; run the same version everywhere"
                            .formatted(e.getMessage()),
                    e);
        }
    }
}
