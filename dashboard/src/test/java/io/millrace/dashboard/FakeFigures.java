package io.millrace.dashboard;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.ClickThrough;
import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.online.Rising;
import io.millrace.contracts.online.UserSegments;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.pipeline.Rule.Severity;
import io.millrace.contracts.pipeline.Window;
import io.millrace.dashboard.online.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes figures and alerts of the shop where the dashboard reads them, as the live state does. */
public final class FakeFigures {
    /** The shop's pipeline file, as it is shipped. */
    public static final Pipeline SHOP = shop();

    public static final OnlineKeys ONLINE = new OnlineKeys(SHOP.name());
    public static final FigureKeys KEYS = new FigureKeys(ONLINE, "g1");
    private static final Position POSITION = new Position(1, 0x16B3748);

    private final Writer writer;

    /** Writes to an online store. */
    public interface Writer {
        void text(String key, String value);

        void field(String hash, String field, String value);

        void member(String sortedSet, double score, String member);

        void remove(String sortedSet, String member);
    }

    public FakeFigures(Writer writer) {
        this.writer = writer;
    }

    private static Pipeline shop() {
        Map<String, String> environment = Map.of("MILLRACE_SHOP_URL", "jdbc:postgresql://localhost:5432/shop");
        try {
            Path file = Path.of(System.getProperty("millrace.home"), "workloads", "shop", "pipeline.yaml");
            return PipelineFile.parse(Files.readString(file), name -> environment.getOrDefault(name, "any"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets readers see this live state. */
    public FakeFigures begin() {
        writer.text(ONLINE.livePointer(), Stored.text(new LivePointer(KEYS.generation(), 1)));
        writer.field(KEYS.progress(), "0", Stored.text(new Progress(POSITION, Instant.now())));
        return this;
    }

    /** Lets the span of a moment be so, in total. */
    public void total(String measure, Window window, Instant moment, long count, String sum) {
        span(measure, "total", Optional.empty(), window, moment, new MeasureBucket(POSITION, count, number(sum), 0));
    }

    /** Lets the span of a moment be so, for one value of a dimension. */
    public void group(String measure, String by, String value, Window window, Instant moment, long count, String sum) {
        span(measure, by, Optional.of(value), window, moment, new MeasureBucket(POSITION, count, number(sum), 0));
    }

    private static BigDecimal number(String sum) {
        return new BigDecimal(sum);
    }

    private void span(
            String measure, String by, Optional<String> value, Window window, Instant moment, MeasureBucket bucket) {
        Instant start = window.start(moment, ZoneOffset.UTC);
        writer.field(KEYS.bucket(measure, by, window, start), new FigureKeys.Field(start, value).text(), bucket.text());
    }

    /** Lets these rise, the first the most. */
    public void rising(String trend, String... values) {
        List<Rising> rising = new ArrayList<>();
        for (int index = 0; index < values.length; index++) {
            rising.add(new Rising(values[index], 4.0 - index * 0.7, 60 - 9L * index, 12.5));
        }
        writer.field(KEYS.trend(trend), "0", Stored.text(new Rising.Table(POSITION, Instant.now(), rising)));
    }

    /** Lets the users be divided so, each segment with one user of its name. */
    public void segments(Instant asOf, String... names) {
        List<UserSegments.Segment> segments = new ArrayList<>();
        for (int index = 0; index < names.length; index++) {
            var member = new UserSegments.Member("u" + index, 6, 14, number("1284.50"));
            segments.add(
                    new UserSegments.Segment(names[index], 1_200 / (index + 1), number("92000.00"), List.of(member)));
        }
        writer.text(ONLINE.segments(), Stored.text(new UserSegments(asOf, segments)));
    }

    /** Lets a model have been clicked so often. */
    public void clicks(Instant asOf, String model, long impressions, long clicks) {
        var line = new ClickThrough.Line(
                Optional.of(model),
                Optional.of("personal"),
                impressions,
                clicks,
                (double) clicks / impressions,
                0.01,
                0.09);
        writer.text(
                ONLINE.clickThrough(),
                Stored.text(new ClickThrough(asOf, asOf.minusSeconds(86_400), asOf, List.of(line), 0, 0)));
    }

    /** Lets an alert about eleven rows be open, or closed. */
    public void alert(String id, String rule, Severity severity, String key, boolean isOpen, Instant at) {
        alert(new Alert(
                id,
                rule,
                severity,
                key,
                isOpen,
                at,
                "11",
                List.of(
                        new Alert.Evidence("{\"order_id\":4711}", at.minusSeconds(9), Optional.empty()),
                        new Alert.Evidence("{\"order_id\":4712}", at, Optional.empty())),
                POSITION));
    }

    /** Lets an order be of too high a value. */
    public void highValue(String id, String key, Instant at, String value) {
        alert(new Alert(
                id,
                "HIGH_VALUE",
                Severity.HIGH,
                key,
                true,
                at,
                value,
                List.of(new Alert.Evidence("{\"order_id\":4690}", at, Optional.of(value))),
                POSITION));
    }

    private void alert(Alert alert) {
        writer.text(KEYS.alert(alert.id()), LiveUserCodec.guard(POSITION) + Stored.text(alert));
        if (alert.open()) {
            writer.member(KEYS.openAlerts(), alert.at().toEpochMilli(), alert.id());
        } else {
            writer.remove(KEYS.openAlerts(), alert.id());
        }
    }
}
