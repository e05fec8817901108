package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.lake.LakeSnapshot.TableVersion;
import io.millrace.contracts.process.CrashPoint;
import io.millrace.lakehouse.bronze.ChangeLog;
import io.millrace.lakehouse.bronze.Positions;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lease.WriterLease;
import io.millrace.lakehouse.schema.SchemaCatalog;
import io.millrace.lakehouse.schema.SchemaTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings all silver tables to one later position and then says so in the lake's cut.
 *
 * <p>Each table's commit holds its position, so a round that died between two tables is taken up where it ended: tables
 * that are there already find no changes in their range.
 */
public final class SilverFold implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SilverFold.class);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String SHARE = "silver";

    private final Lake lake;
    private final String pipeline;
    private final ChangeLog log;
    private final SchemaTopic schemas;
    private final WriterLease lease;
    private final FoldMetrics metrics;
    private final Map<TableId, SilverTable> tables;
    private final ExecutorService workers;
    private volatile Optional<LakeSnapshot> latest;

    public SilverFold(
            Lake lake,
            String pipeline,
            ChangeLog log,
            SchemaTopic schemas,
            WriterLease lease,
            FoldMetrics metrics,
            Map<TableId, SilverTable> tables,
            int parallelism) {
        this.lake = lake;
        this.pipeline = pipeline;
        this.log = log;
        this.schemas = schemas;
        this.lease = lease;
        this.metrics = metrics;
        this.tables = new TreeMap<>(tables);
        this.workers = Executors.newFixedThreadPool(parallelism, SilverFold::worker);
        this.latest = lake.snapshot(pipeline);
    }

    private static Thread worker(Runnable task) {
        var thread = new Thread(task, "silver-fold");
        thread.setDaemon(true);
        return thread;
    }

    /** Counts the rows of the tables, which after this are known at any time. */
    public void count() {
        tables.values().forEach(SilverTable::rows);
    }

    /** The cut that was published last. */
    public Optional<LakeSnapshot> latest() {
        return latest;
    }

    /**
     * Brings the tables as far as the change log reaches.
     *
     * @return whether anything was new
     */
    public boolean round() throws InterruptedException {
        Optional<Progress> reached = log.ledger().overall();
        if (reached.isEmpty() || isPublished(reached.get())) {
            return false;
        }
        long begin = System.nanoTime();
        Progress target = reached.get();
        SchemaCatalog catalog = schemas.read();
        long logVersion = log.table().version();
        List<Future<Long>> folds = new ArrayList<>();
        for (SilverTable table : tables.values()) {
            folds.add(workers.submit(() -> fold(table, target.position(), logVersion, catalog)));
        }
        long changed = 0;
        for (Future<Long> fold : folds) {
            changed += resultOf(fold);
        }
        publish(target);
        log.ledger().folded(target.position());
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        metrics.round(time, target);
        if (changed > 0) {
            LOG.info(
                    "silver reached {}: {} rows changed in {} s",
                    target.position(),
                    changed,
                    "%.1f".formatted(time.toNanos() / NANOS_PER_SECOND));
        }
        return true;
    }

    /** After a start the change log may know of less progress than the cut that was published before. */
    private boolean isPublished(Progress progress) {
        return latest.filter(cut -> {
                    int order = cut.position().compareTo(progress.position());
                    return order > 0 || order == 0 && !cut.sourceTime().isBefore(progress.sourceTime());
                })
                .isPresent();
    }

    private long fold(SilverTable table, Position upTo, long logVersion, SchemaCatalog catalog) {
        Position from = foldedUpTo(table);
        if (from.reaches(upTo)) {
            return 0;
        }
        lake.shareCores(SHARE);
        long begin = System.nanoTime();
        var fold = new TableFold(log, lease, table);
        Optional<FoldSummary> summary = fold.fold(new Positions(from, upTo), logVersion, catalog);
        summary.ifPresent(
                changes -> metrics.folded(table.source(), changes, Duration.ofNanos(System.nanoTime() - begin)));
        return summary.map(changes -> changes.upserts() + changes.deletes()).orElse(0L);
    }

    /** The later of what the table itself says and what the cut says of it; a table without changes is not rewritten. */
    private Position foldedUpTo(SilverTable table) {
        Position own = table.position().orElse(Position.START);
        Position cut = latest.filter(published -> published.tables().containsKey(table.source()))
                .map(LakeSnapshot::position)
                .orElse(Position.START);
        return own.reaches(cut) ? own : cut;
    }

    /** The earliest position that a table is at; changes before it are of no more use. */
    public Position foldedUpTo() {
        return tables.values().stream()
                .map(this::foldedUpTo)
                .min(Position::compareTo)
                .orElse(Position.START);
    }

    private static long resultOf(Future<Long> fold) throws InterruptedException {
        try {
            return fold.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void publish(Progress target) {
        Map<TableId, TableVersion> versions = new TreeMap<>();
        for (SilverTable table : tables.values()) {
            table.version()
                    .ifPresent(version -> versions.put(
                            table.source(), new TableVersion(table.qualified(), table.location(), version)));
        }
        var cut = new LakeSnapshot(target.position(), target.sourceTime(), Instant.now(), versions);
        lease.check();
        CrashPoint.LAKEHOUSE_BEFORE_PUBLISH.pass();
        lake.publish(pipeline, cut);
        CrashPoint.LAKEHOUSE_AFTER_PUBLISH.pass();
        latest = Optional.of(cut);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
