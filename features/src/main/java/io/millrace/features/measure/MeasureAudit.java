package io.millrace.features.measure;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.online.LiveGeneration;
import io.millrace.features.online.RedisAddress;
import io.millrace.features.silver.EventTables;
import io.millrace.features.silver.SilverTables;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.quarantine.QuarantineTable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import redis.clients.jedis.Jedis;

/** Compares the measures that readers see in Redis with the same computed over the silver tables at one position. */
public final class MeasureAudit {
    private static final Duration REACHED_WITHIN = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 3;
    private static final int ATTEMPTS_WITH_EVENTS = 6;
    private static final Duration EVENTS_LAND = Duration.ofSeconds(10);

    private final Lake lake;
    private final Pipeline pipeline;
    private final OnlineKeys keys;
    private final RedisAddress redis;

    public MeasureAudit(Lake lake, Pipeline pipeline, RedisAddress redis) {
        this.lake = lake;
        this.pipeline = pipeline;
        this.keys = new OnlineKeys(pipeline.name());
        this.redis = redis;
    }

    /**
     * Compares every span that stands still meanwhile. What differs is compared again: a part of the live state may be
     * ahead, so that a span has a change that is later than the position that it names.
     *
     * @throws PipelineException of kind NOT_READY if there is no live state, the lake and it do not reach one position, a
     *     table may lack changes which the live state has, or not one of the lake's spans could be compared
     */
    public MeasureReport compare() throws InterruptedException {
        try (Jedis jedis = redis.connect()) {
            MeasureReport report = compareOnce(jedis);
            for (int attempt = 1; attempt < attempts() && !report.equal(); attempt++) {
                letEventsLand();
                report = compareOnce(jedis).and(report);
            }
            return report;
        }
    }

    private boolean hasEvents() {
        return !EventMeasures.names(pipeline).isEmpty();
    }

    private int attempts() {
        return hasEvents() ? ATTEMPTS_WITH_EVENTS : ATTEMPTS;
    }

    /** Nothing says how far tables of events are, other than the events in them. */
    private void letEventsLand() throws InterruptedException {
        if (hasEvents()) {
            Thread.sleep(EVENTS_LAND.toMillis());
        }
    }

    private MeasureReport compareOnce(Jedis jedis) throws InterruptedException {
        LiveGeneration live = LiveGeneration.required(jedis, keys, redis);
        var figures = new FigureKeys(keys, live.name());
        LiveSpans before = LiveSpans.read(jedis, figures);
        var eventTables = EventTables.of(lake, pipeline);
        Position latest = before.latest(EventMeasures.names(pipeline));
        SilverTables tables = LiveGeneration.await(
                REACHED_WITHIN,
                () -> Optional.of(SilverTables.latest(lake, pipeline.name()))
                        .filter(cut -> cut.position().reaches(latest)),
                "The lake does not reach %s, which live measures have".formatted(latest));
        Position position = tables.position();
        Progress progress = LiveGeneration.await(
                REACHED_WITHIN,
                () -> live.progress(jedis, figures.progress())
                        .filter(reached -> reached.position().reaches(position)),
                "The live state does not reach %s, which the lake has".formatted(position));
        // Tables of events are opened between the two looks at Redis, so that they lack nothing that both have seen for
        // long
        // and have nothing that the second one has not.
        var batch = new MeasureSpans(tables, eventTables, pipeline);
        Map<Measure, Dataset<Row>> measures = new LinkedHashMap<>();
        pipeline.figures().measures().forEach(measure -> measures.put(measure, batch.of(measure)));
        var comparison = new MeasureComparison(
                before, LiveSpans.read(jedis, figures), EventMeasures.of(pipeline, eventTables, progress.sourceTime()));
        Map<String, MeasureBucket> spans = spans(measures, position);
        tables.requireComplete(new QuarantineTable(lake, new LakeNames(pipeline.name())));
        return comparison.with(spans, position, progress.sourceTime()).ofAny(spans.size());
    }

    private static Map<String, MeasureBucket> spans(Map<Measure, Dataset<Row>> measures, Position position) {
        Map<String, MeasureBucket> spans = new TreeMap<>();
        measures.forEach((measure, rows) -> rows.toLocalIterator()
                .forEachRemaining(row -> spans.put(
                        MeasureSpans.name(measure, row),
                        new MeasureBucket(
                                position, row.getLong(4), new BigDecimal(row.getString(5)), row.getLong(6)))));
        return spans;
    }
}
