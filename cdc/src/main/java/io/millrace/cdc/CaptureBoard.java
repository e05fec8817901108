package io.millrace.cdc;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.millrace.cdc.source.SourceWatch;
import io.millrace.cdc.source.WalRoom;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.status.CaptureStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What is known of a running capture, for its status, its readiness and its metrics; thread-safe. */
final class CaptureBoard {
    private final Map<TableId, LongAdder> changes = new TreeMap<>();
    private final Map<TableId, LongAdder> oversized = new TreeMap<>();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder positions = new LongAdder();
    private final LongAdder runs = new LongAdder();
    private volatile WalRoom room = new WalRoom(0, Optional.empty(), Optional.empty());
    private final AtomicLong end = new AtomicLong();
    private volatile CaptureStatus.Phase phase = CaptureStatus.Phase.STARTING;
    private volatile String waiting = "capture is starting";
    private volatile Progress acknowledged;

    CaptureBoard(Collection<TableId> tables) {
        tables.forEach(table -> changes.put(table, new LongAdder()));
        tables.forEach(table -> oversized.put(table, new LongAdder()));
    }

    /** A run of the engine begins. */
    void starting() {
        runs.increment();
        phase = CaptureStatus.Phase.STARTING;
        waiting = "capture is starting";
    }

    /**
     * The engine of this run reads the source.
     *
     * @param resumed where it goes on
     */
    void running(Progress resumed) {
        acknowledged = resumed;
        phase = CaptureStatus.Phase.STREAMING;
        waiting = "";
    }

    /** A run failed, and another one will be tried. */
    void interrupted(String reason) {
        phase = CaptureStatus.Phase.STARTING;
        waiting = reason;
    }

    void stopped() {
        phase = CaptureStatus.Phase.STOPPED;
        waiting = "capture is stopped";
    }

    void published(TableId table, int size) {
        published(table, 1, size);
    }

    void published(TableId table, long records, long size) {
        changes.get(table).add(records);
        bytes.add(size);
    }

    /** A change of the table was too large to be published. */
    void putAside(TableId table) {
        oversized.get(table).increment();
    }

    void acknowledged(Progress progress) {
        acknowledged = progress;
        positions.increment();
    }

    void sighted(SourceWatch.Sighting sighting) {
        end.set(sighting.end());
        room = sighting.room();
    }

    /** How often everything up to a later position was acknowledged: what shows that capture gets on. */
    long positionsReached() {
        return positions.sum();
    }

    /** Why capture is not ready; nothing when it is. */
    Optional<String> notReady() {
        return Optional.of(waiting).filter(reason -> !reason.isEmpty());
    }

    CaptureStatus status() {
        Optional<Progress> progress = Optional.ofNullable(acknowledged);
        Map<TableId, Long> counts = new TreeMap<>();
        changes.forEach((table, count) -> counts.put(table, count.sum()));
        WalRoom now = room;
        int incarnation = progress.map(known -> known.position().incarnation()).orElse(1);
        return new CaptureStatus(
                phase,
                progress.map(Progress::position),
                progress.map(Progress::sourceTime),
                Optional.of(end.get()).filter(lsn -> lsn != 0).map(lsn -> new Position(incarnation, lsn)),
                now.retainedBytes(),
                now.limitBytes(),
                now.used(),
                counts);
    }

    void register(MeterRegistry registry) {
        changes.forEach((table, count) -> registry.more()
                .counter("millrace.cdc.changes", Tags.of("table", table.toString()), count, LongAdder::sum));
        oversized.forEach((table, count) -> registry.more()
                .counter("millrace.cdc.oversized", Tags.of("table", table.toString()), count, LongAdder::sum));
        registry.more().counter("millrace.cdc.bytes", Tags.empty(), bytes, LongAdder::sum);
        registry.more().counter("millrace.cdc.positions", Tags.empty(), positions, LongAdder::sum);
        registry.more().counter("millrace.cdc.runs", Tags.empty(), runs, LongAdder::sum);
        registry.gauge("millrace.cdc.wal.retained.bytes", this, board -> board.room.retainedBytes());
        registry.gauge(
                "millrace.cdc.wal.limit.bytes",
                this,
                board -> board.room.limitBytes().map(Long::doubleValue).orElse(Double.NaN));
        registry.gauge(
                "millrace.cdc.wal.safe.bytes",
                this,
                board -> board.room.safeBytes().map(Long::doubleValue).orElse(Double.NaN));
        registry.gauge(
                "millrace.cdc.wal.limit.used", this, board -> board.room.used().orElse(Double.NaN));
        registry.gauge("millrace.cdc.acknowledged.lsn", this, CaptureBoard::acknowledgedLsn);
        Gauge.builder("millrace.cdc.source.lsn", this, CaptureBoard::sourceLsn)
                .description(
                        "Where the source's log ends, for all tables, the log sequence number as a number of bytes:"
                                + " exact up to 2^53, and smaller after the source was restored")
                .register(registry);
        registry.gauge("millrace.cdc.lag.bytes", this, CaptureBoard::lagBytes);
        registry.gauge("millrace.cdc.behind.seconds", this, CaptureBoard::secondsBehind);
    }

    private double acknowledgedLsn() {
        Progress progress = acknowledged;
        return progress == null ? 0 : progress.position().lsn();
    }

    /** Not a number, which no alert takes for a position, before the source was seen. */
    private double sourceLsn() {
        long seen = end.get();
        return seen == 0 ? Double.NaN : seen;
    }

    private double lagBytes() {
        Progress progress = acknowledged;
        return progress == null
                ? Double.NaN
                : Math.max(0, end.get() - progress.position().lsn());
    }

    private double secondsBehind() {
        Progress progress = acknowledged;
        return progress == null
                ? Double.NaN
                : Duration.between(progress.sourceTime(), Instant.now()).toMillis() / 1_000.0;
    }
}
