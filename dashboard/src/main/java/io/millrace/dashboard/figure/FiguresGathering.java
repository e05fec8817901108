package io.millrace.dashboard.figure;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.Rising;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.PipelineException;
import io.millrace.dashboard.figure.FiguresState.TrendNow;
import io.millrace.dashboard.online.LiveKeys;
import io.millrace.dashboard.online.OnlineStore;
import io.millrace.dashboard.online.Stored;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads how all measures and trends are now, in two round trips. */
public record FiguresGathering(Pipeline pipeline, OnlineStore store, LiveKeys live, Clock clock) {
    private static final int MOST_RISING = 10;

    /** The figures; never fails for what the online store does not tell. */
    public FiguresReading read() {
        Instant now = clock.instant();
        if (pipeline.figures().isEmpty()) {
            return new FiguresReading(now, Optional.empty(), new FiguresState(List.of(), List.of(), Optional.empty()));
        }
        try {
            return read(live.current(), now);
        } catch (PipelineException e) {
            return new FiguresReading(now, Optional.empty(), FiguresState.unknown(e.getMessage()));
        }
    }

    private FiguresReading read(FigureKeys keys, Instant now) {
        List<MeasureLook> looks = pipeline.figures().measures().stream()
                .map(measure -> new MeasureLook(measure, pipeline.recommend().timezone(), now))
                .toList();
        Set<String> wanted = new LinkedHashSet<>();
        wanted.add(keys.progress());
        pipeline.figures().trends().forEach(trend -> wanted.add(keys.trend(trend.name())));
        looks.forEach(look -> wanted.addAll(look.hashes(keys)));
        Map<String, Map<String, String>> hashes = store.hashes(List.copyOf(wanted));
        return new FiguresReading(
                now,
                progress(keys.progress(), hashes.get(keys.progress())),
                new FiguresState(
                        looks.stream().map(look -> look.read(keys, hashes)).toList(),
                        pipeline.figures().trends().stream()
                                .map(trend -> rising(trend.name(), keys, hashes))
                                .toList(),
                        Optional.empty()));
    }

    /** The state holds what is common to all parts. */
    private static Optional<Progress> progress(String key, Map<String, String> parts) {
        return parts.values().stream()
                .map(text -> Stored.read(key, text, Progress.class))
                .min(Comparator.comparing(Progress::position));
    }

    private static TrendNow rising(String trend, FigureKeys keys, Map<String, Map<String, String>> hashes) {
        String key = keys.trend(trend);
        return new TrendNow(
                trend,
                hashes.get(key).values().stream()
                        .flatMap(text -> Stored.read(key, text, Rising.Table.class).rising().stream())
                        .filter(line -> line.score() > 1)
                        .sorted(Comparator.comparingDouble(Rising::score)
                                .reversed()
                                .thenComparing(Rising::value))
                        .limit(MOST_RISING)
                        .toList());
    }
}
