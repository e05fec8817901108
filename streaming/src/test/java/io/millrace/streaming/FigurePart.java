package io.millrace.streaming;

import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.MeasurePoint;
import io.millrace.streaming.part.Unwritten;
import io.millrace.streaming.total.ClockSlack;
import io.millrace.streaming.total.FigureOutbox;
import io.millrace.streaming.total.FigureStage;
import io.millrace.streaming.total.Kept;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A part of the figures, with what it has sent to the topics in transactions that were committed. */
final class FigurePart extends LogPart implements FigureOutbox {
    static final Kept KEPT =
            new Kept(Duration.ofDays(20), Duration.ofDays(40), Duration.ofDays(1_000), Duration.ofDays(1_000));

    /** The clock of this machine has no say: the source's goes its own ways here. */
    private static final ClockSlack SLACK = new ClockSlack(Duration.ZERO, Duration.ofDays(100_000));

    private final int part;
    private final Random random;
    private final List<Origin> origins;
    private final MemoryFigures store;
    private final Map<String, MeasurePoint> committedPoints = new TreeMap<>();
    private final Map<String, Alert> committedAlerts = new TreeMap<>();
    private FigureStage stage;
    final Map<String, MeasurePoint> points = new TreeMap<>();
    final Map<String, Alert> alerts = new TreeMap<>();

    FigurePart(int part, Random random, List<Origin> origins, MemoryFigures store) {
        this.part = part;
        this.random = random;
        this.origins = origins;
        this.store = store;
        begin();
    }

    @Override
    void begin() {
        int batch = 1 + random.nextInt(20);
        stage = new FigureStage(
                new FigureStage.Setting(
                        part, ShopTables.PIPELINE, KEPT, origins, InstantSource.fixed(Instant.EPOCH), SLACK),
                shelf,
                kinds -> new Unwritten(part, batch, kinds),
                this);
    }

    @Override
    void accept(HopMessage message) {
        stage.accept(message);
    }

    @Override
    boolean writeSome() {
        return stage.write(store);
    }

    @Override
    void commit() {
        super.commit();
        committedPoints.putAll(points);
        committedAlerts.putAll(alerts);
    }

    @Override
    void crash() {
        points.clear();
        points.putAll(committedPoints);
        alerts.clear();
        alerts.putAll(committedAlerts);
        super.crash();
    }

    @Override
    public void send(MeasurePoint point) {
        points.put(point.key(), point);
    }

    @Override
    public void send(Alert alert) {
        alerts.put(alert.id(), alert);
    }
}
