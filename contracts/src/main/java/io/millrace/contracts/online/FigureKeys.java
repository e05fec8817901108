package io.millrace.contracts.online;

import io.millrace.contracts.pipeline.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where measures, trends and alerts of a live state are in Redis, and how to read them. A reader follows
 * {@link OnlineKeys#livePointer} to the generation, asks for {@link #buckets} of a range in one round trip, and takes the
 * fields that {@link Field} tells to be in the range.
 *
 * <p>Spans of a measure stand in hashes, each of which holds the spans that begin within one stretch of time. A hash goes
 * by itself when all of it is older than what is kept. A span whose count is 0 is as good as none.
 *
 * @param generation of the live state
 */
public record FigureKeys(OnlineKeys keys, String generation) {
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long DAYS_OF_DAYS = 32;

    private String root() {
        return keys.livePrefix(generation);
    }

    /** How far the figures reach: a hash like {@link OnlineKeys#liveProgress}; the state holds the lowest. */
    public String progress() {
        return root() + "figures-progress";
    }

    /** Who writes each part of the figures: a hash like {@link OnlineKeys#liveOwners}. */
    public String owners() {
        return root() + "figures-owners";
    }

    /**
     * The hash that has the span which begins at a moment: from {@link Field} to {@link MeasureBucket#text}.
     *
     * @param by the dimension's name, or {@link io.millrace.contracts.pipeline.Measure#TOTAL}
     */
    public String bucket(String measure, String by, Window window, Instant start) {
        return prefix(measure, by, window) + stretch(window, start);
    }

    /** The hashes that have the spans which begin from one moment on and before another, in their order. */
    public List<String> buckets(String measure, String by, Window window, Instant from, Instant until) {
        List<String> hashes = new ArrayList<>();
        if (window == Window.ALL) {
            return List.of(prefix(measure, by, window) + 0);
        }
        for (long stretch = stretch(window, from); stretch < until.getEpochSecond(); stretch += seconds(window)) {
            hashes.add(prefix(measure, by, window) + stretch);
        }
        return hashes;
    }

    /** What the names of all hashes of spans begin with. */
    public String measures() {
        return root() + "measure:";
    }

    /**
     * What a hash of spans is about.
     *
     * @param start of the earliest spans that can be in it
     */
    public record Stretch(String measure, String by, Window window, Instant start) {}

    /** Reads the name that {@link #bucket} gave to a hash. */
    public Stretch stretch(String hash) {
        String[] parts = hash.substring(measures().length()).split(":", -1);
        return new Stretch(parts[0], parts[1], Window.of(parts[2]), Instant.ofEpochSecond(Long.parseLong(parts[3])));
    }

    /** When the hash of a span is not needed any more, if each span is kept so long; nothing where it always is. */
    public static Optional<Instant> end(Window window, Instant start, Duration kept) {
        return window == Window.ALL
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(stretch(window, start) + seconds(window))
                        .plus(kept));
    }

    private String prefix(String measure, String by, Window window) {
        return measures() + measure + ":" + by + ":" + window.text() + ":";
    }

    private static long stretch(Window window, Instant start) {
        return Math.floorDiv(start.getEpochSecond(), seconds(window)) * seconds(window);
    }

    private static long seconds(Window window) {
        return switch (window) {
            case MINUTE -> SECONDS_PER_HOUR;
            case HALF_HOUR, HOUR -> SECONDS_PER_DAY;
            case DAY -> DAYS_OF_DAYS * SECONDS_PER_DAY;
            case ALL -> Long.MAX_VALUE;
        };
    }

    /**
     * What a hash of spans has as its field: the beginning in seconds since the epoch, and the dimension's value behind a
     * colon.
     *
     * @param dimension nothing for the total, and for rows without a value
     */
    public record Field(Instant start, Optional<String> dimension) {
        public String text() {
            return start.getEpochSecond() + dimension.map(value -> ":" + value).orElse("");
        }

        /**
         * Reads what {@link #text} gave.
         *
         * @throws IllegalArgumentException if it is no such text
         */
        public static Field parse(String text) {
            int colon = text.indexOf(':');
            String seconds = colon < 0 ? text : text.substring(0, colon);
            try {
                return new Field(
                        Instant.ofEpochSecond(Long.parseLong(seconds)),
                        colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1)));
            } catch (NumberFormatException | DateTimeException e) {
                throw new IllegalArgumentException(
                        "A span is named by when it begins, but this is '%s'".formatted(text), e);
            }
        }
    }

    /** What rises, by trend: a hash from the number of a part to the JSON of a {@link Rising.Table}. */
    public String trend(String trend) {
        return root() + "trend:" + trend;
    }

    /** The ids of open alerts: a sorted set by the time of their causes in milliseconds since the epoch. */
    public String openAlerts() {
        return root() + "{alerts}:open";
    }

    /** An alert, open or closed: the guard of {@link LiveUserCodec} and the JSON of an {@link Alert}. It goes by itself. */
    public String alert(String id) {
        return root() + "{alerts}:" + id;
    }
}
