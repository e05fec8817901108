package io.millrace.dashboard.figure;

import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.process.PipelineException;
import io.millrace.dashboard.online.Stored;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads the hashes in which the spans of a measure stand. */
final class Spans {
    private Spans() {}

    /**
     * The spans of each group in the order of time; those of no row are none.
     *
     * @param hashes by their keys
     * @throws PipelineException of kind ONLINE_STORE, naming the key, if one holds something else
     */
    static Map<Optional<String>, NavigableMap<Instant, MeasureBucket>> of(
            Map<String, Map<String, String>> hashes, Predicate<Instant> isWanted) {
        Map<Optional<String>, NavigableMap<Instant, MeasureBucket>> groups = new HashMap<>();
        hashes.forEach((key, hash) -> hash.forEach((name, text) -> {
            FigureKeys.Field field = Stored.parse(key, name, FigureKeys.Field::parse);
            if (isWanted.test(field.start())) {
                MeasureBucket bucket = Stored.parse(key, text, MeasureBucket::parse);
                if (bucket.count() != 0) {
                    groups.computeIfAbsent(field.dimension(), any -> new TreeMap<>())
                            .put(field.start(), bucket);
                }
            }
        }));
        return groups;
    }
}
