package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.lake.LakeSnapshot.TableVersion;
import io.millrace.contracts.lake.Resync;
import io.millrace.contracts.process.CrashPoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.LakehouseConfig;
import io.millrace.lakehouse.bronze.ChangeLog;
import io.millrace.lakehouse.bronze.Positions;
import io.millrace.lakehouse.bronze.Reload;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lease.WriterLease;
import io.millrace.lakehouse.schema.SchemaCatalog;
import io.millrace.lakehouse.schema.SchemaTopic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings all silver tables to one later position and then says so in the lake's cut.
 *
 * <p>Each table's commit holds its position, so a round that died between two tables is taken up where it ended: tables
 * that are there already find no changes in their range.
 */
public final class SilverFold implements FoldRounds, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SilverFold.class);
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String SHARE = "silver";

    private final Lake lake;
    private final SparkSession session;
    private final String pipeline;
    private final ChangeLog log;
    private final SchemaTopic schemas;
    private final WriterLease lease;
    private final Healing healing;
    private final FoldMetrics metrics;
    private final Map<TableId, SilverTable> tables;
    private final ThreadPoolExecutor workers;
    private final int parallelism;
    private final Duration patience;
    private final LakeMemory memory;
    private final TableReloads reloads;
    private final Retries retries = new Retries(Clock.systemUTC());
    // These belong to the thread that runs the rounds.
    private final Map<TableId, Position> positions = new TreeMap<>();
    private final Map<TableId, Running> running = new TreeMap<>();
    private final Map<TableId, List<Reload>> failedWith = new TreeMap<>();
    private int lagging;
    private volatile Optional<LakeSnapshot> latest;

    public SilverFold(
            Lake lake,
            String pipeline,
            ChangeLog log,
            SchemaTopic schemas,
            WriterLease lease,
            Healing healing,
            FoldMetrics metrics,
            Map<TableId, SilverTable> tables,
            LakehouseConfig.Fold settings) {
        this.lake = lake;
        this.session = lake.spark().newSession();
        this.pipeline = pipeline;
        this.log = log;
        this.schemas = schemas;
        this.lease = lease;
        this.healing = healing;
        this.metrics = metrics;
        this.tables = new TreeMap<>(tables);
        this.parallelism = settings.parallelism();
        this.patience = settings.patience();
        this.workers = new ThreadPoolExecutor(
                parallelism,
                parallelism + tables.size(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                SilverFold::worker);
        this.memory = new LakeMemory(lake, pipeline, lease);
        this.reloads = new TableReloads(log.reloads(), memory, log.quarantine());
        this.latest = lake.snapshot(pipeline);
    }

    private static Thread worker(Runnable task) {
        var thread = new Thread(task, "silver-fold");
        thread.setDaemon(true);
        return thread;
    }

    /** {@inheritDoc} After this they are known at any time. */
    @Override
    public void count() {
        tables.values().forEach(SilverTable::rows);
    }

    @Override
    public Optional<LakeSnapshot> latest() {
        return latest;
    }

    /**
     * {@inheritDoc} A table that cannot be brought there, or not in time, holds back no other: it stays in the cut as it
     * was, marked as stale.
     */
    @Override
    public boolean round() throws InterruptedException {
        Optional<Progress> reached = log.ledger().overall(required());
        if (reached.isEmpty()) {
            return false;
        }
        Progress target = reached.get();
        long begin = System.nanoTime();
        long changed = settle(0);
        reloads.noticeUnknown(target.position());
        healing.tend(memory, target.position(), missing());
        List<Work> work = work(target.position());
        if (work.isEmpty() && isPublished(target)) {
            return false;
        }
        if (!work.isEmpty()) {
            SchemaCatalog catalog = schemas.read();
            // Later than the reloads that are due, and so with all of their rows.
            long logVersion = log.table().version();
            var read = new RoundReads(
                    logVersion,
                    RoundChanges.of(log, session, logVersion, followers(work)),
                    RoundReloads.of(log, session, logVersion, newcomers(work), target.position()));
            work.forEach(fold -> start(fold, read, catalog));
            changed += settle(patience.toNanos());
        }
        if (latest.isEmpty() && !tables.values().stream().allMatch(this::mayBeInFirstCut)) {
            return true;
        }
        publish(target);
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

    /** What a table is to be brought to. */
    private record Work(SilverTable table, Positions range, List<Reload> reloads) {}

    private record Running(Work work, Future<Long> rows) {}

    /** The tables that a cut cannot do without: at first all, later those that the last one had. */
    private Set<TableId> required() {
        return latest.map(cut -> {
                    Set<TableId> cutTables = new TreeSet<>(cut.tables().keySet());
                    cutTables.retainAll(tables.keySet());
                    return cutTables;
                })
                .orElseGet(() -> new TreeSet<>(tables.keySet()));
    }

    /** Tables that the lake lacks, and of which nothing says why. */
    private Set<TableId> missing() {
        return tables.values().stream()
                .filter(table -> !isFollowed(table))
                .map(SilverTable::source)
                .filter(table -> memory.of(table).stale().isEmpty())
                .collect(Collectors.toSet());
    }

    private boolean mayBeInFirstCut(SilverTable table) {
        return isFollowed(table) || memory.of(table.source()).stale().isPresent();
    }

    /**
     * Whether the stream alone brings the table on: it is in the lake, and no cut was made without it since it was
     * written. One that left the pipeline and came back has missed what happened between.
     */
    private boolean isFollowed(SilverTable table) {
        if (latest.isEmpty()) {
            return table.version().isPresent();
        }
        LakeSnapshot cut = latest.get();
        return cut.tables().containsKey(table.source())
                || table.position().filter(own -> own.reaches(cut.position())).isPresent();
    }

    /** What can be done now. */
    private List<Work> work(Position upTo) {
        List<Work> work = new ArrayList<>();
        for (SilverTable table : tables.values()) {
            TableId source = table.source();
            boolean isLogged = log.ledger()
                    .of(source)
                    .filter(progress -> progress.position().reaches(upTo))
                    .isPresent();
            if (isLogged && !running.containsKey(source)) {
                boolean followed = isFollowed(table);
                var fold = new Work(table, new Positions(at(source), upTo), reloads.due(source, upTo, followed));
                if (isNeeded(fold, followed) && !isPausing(fold)) {
                    work.add(fold);
                }
            }
        }
        return work;
    }

    /** What has failed is tried again later, but at once with a reload that it was not tried with. */
    private boolean isPausing(Work fold) {
        TableId table = fold.table().source();
        return retries.isPausing(table) && fold.reloads().equals(failedWith.getOrDefault(table, List.of()));
    }

    private boolean isNeeded(Work fold, boolean followed) {
        Positions range = fold.range();
        if (!range.upTo().reaches(range.after())) {
            return false;
        }
        if (!fold.reloads().isEmpty()) {
            return true;
        }
        // Only a reload of the whole table, or a truncate, tells all that a table holds which is not in the lake.
        return !range.after().equals(range.upTo())
                && (followed || log.ledger().mayBeTruncated(fold.table().source(), range));
    }

    private static Map<TableId, Positions> followers(List<Work> work) {
        return work.stream()
                .filter(fold -> fold.reloads().isEmpty())
                .collect(Collectors.toMap(fold -> fold.table().source(), Work::range));
    }

    private static Map<TableId, List<Reload>> newcomers(List<Work> work) {
        Map<TableId, List<Reload>> newcomers = new TreeMap<>();
        work.stream()
                .filter(fold ->
                        fold.table().version().isEmpty() && !fold.reloads().isEmpty())
                .forEach(fold -> newcomers.put(fold.table().source(), fold.reloads()));
        return newcomers;
    }

    private void start(Work work, RoundReads read, SchemaCatalog catalog) {
        running.put(work.table().source(), new Running(work, workers.submit(() -> fold(work, read, catalog))));
        // A table that takes long keeps a worker to itself.
        workers.setCorePoolSize(parallelism + lagging);
    }

    private long fold(Work work, RoundReads read, SchemaCatalog catalog) {
        TableId table = work.table().source();
        if (!work.reloads().isEmpty() && catalog.latest(table).isEmpty()) {
            throw new PipelineException(
                    FailureKind.NOT_READY, "%s cannot be reloaded before its schema is published".formatted(table));
        }
        lake.shareCores(SHARE);
        long begin = System.nanoTime();
        var fold = new TableFold(log, lease, work.table(), memory);
        Optional<FoldSummary> summary = fold.fold(work.range(), work.reloads(), read, catalog);
        boolean isClean = summary.stream().allMatch(changes -> changes.rejected() == 0);
        reloads.applied(table, work.reloads(), isClean);
        summary.ifPresent(changes -> metrics.folded(table, changes, Duration.ofNanos(System.nanoTime() - begin)));
        return summary.map(changes -> changes.upserts() + changes.deletes()).orElse(0L);
    }

    /** Takes the results of folds that end within that time; gives the rows that they changed. */
    private long settle(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        long changed = 0;
        for (Running fold : List.copyOf(running.values())) {
            changed += settled(fold, Math.max(0, deadline - System.nanoTime()));
        }
        lagging = running.size();
        return changed;
    }

    private long settled(Running fold, long nanos) throws InterruptedException {
        TableId table = fold.work().table().source();
        try {
            long rows = fold.rows().get(nanos, TimeUnit.NANOSECONDS);
            running.remove(table);
            Position upTo = fold.work().range().upTo();
            positions.put(table, upTo);
            log.ledger().folded(table, upTo);
            retries.succeeded(table);
            memory.change(table, TableMemory::withoutFailure);
            return rows;
        } catch (TimeoutException e) {
            return 0;
        } catch (ExecutionException e) {
            running.remove(table);
            String reason = FoldFailure.reason(e.getCause());
            retries.failed(table);
            failedWith.put(table, fold.work().reloads());
            // What was foreseen says all in its sentence.
            Throwable trace = e.getCause() instanceof PipelineException ? null : e.getCause();
            LOG.warn("{} is stale: its changes after {} cannot be folded: {}", table, at(table), reason, trace);
            memory.change(table, known -> known.withFailure("Its changes cannot be folded: " + reason));
            return 0;
        }
    }

    /** After a start the change log may know of less progress than the cut that was published before. */
    private boolean isPublished(Progress progress) {
        return latest.filter(cut -> {
                    int order = cut.position().compareTo(progress.position());
                    return order > 0 || order == 0 && !cut.sourceTime().isBefore(progress.sourceTime());
                })
                .filter(cut -> cut.tables().entrySet().stream()
                        .allMatch(table ->
                                Optional.ofNullable(table.getValue().stale()).equals(stale(table.getKey()))))
                .isPresent();
    }

    /**
     * The position that the table's rows equal: the later of what it says itself and what the cut says of it, since a
     * table without changes is not rewritten.
     */
    private Position at(TableId table) {
        return positions.computeIfAbsent(table, any -> {
            Position own = tables.get(table).position().orElse(Position.START);
            Position told = Optional.ofNullable(memory.of(table).behind())
                    .or(() -> latest.filter(cut -> cut.tables().containsKey(table))
                            .map(LakeSnapshot::position))
                    .orElse(Position.START);
            return own.reaches(told) ? own : told;
        });
    }

    /** The position that each table is at; changes before it are of no more use. */
    public Map<TableId, Position> foldedUpTo() {
        Map<TableId, Position> at = new TreeMap<>();
        tables.keySet().forEach(table -> at.put(table, at(table)));
        return at;
    }

    /** The newest Delta version of a table; nothing while it is not in the lake. */
    public OptionalLong version(TableId table) {
        return tables.get(table).version();
    }

    /** Marks a table as stale until it was read again because of that: its changes have a gap that nobody can see into. */
    public void distrust(TableId table, String reason) {
        memory.change(table, known -> known.withGap(reason));
    }

    /**
     * Takes note of a reload of a whole table that a person has asked for: it answers for what is not known of the table,
     * however often that was asked for in vain before.
     */
    public void isAskedFor(TableId table, String reload) {
        memory.change(
                table,
                known -> known.unknown() == null
                        ? known
                        : known.withAsked(new TableMemory.Asked(reload, Instant.now(), 1)));
    }

    /** Ids of the reloads that are part of a table in the lake. */
    public Set<String> appliedReloads(TableId table) {
        return reloads.applied(table);
    }

    /** Why a table may not equal the source at the position of the cut; nothing while it does. */
    public Optional<String> stale(TableId table) {
        return stale(memory.of(table));
    }

    private static Optional<String> stale(TableMemory known) {
        return known.stale().map(reason -> reason + Healing.inVain(known));
    }

    /** What became of the reloads of a table. */
    public Resync.Progress resyncs(TableId table) {
        TableMemory known = memory.of(table);
        return new Resync.Progress(
                table,
                reloads.waiting(table),
                known.applied().stream().sorted().toList(),
                known.keys().size(),
                stale(table).orElse(null));
    }

    /** The position that a table's rows equal while it is not that of the cut. */
    public Optional<Position> behind(TableId table) {
        return Optional.ofNullable(memory.of(table).behind());
    }

    private void publish(Progress target) {
        Map<TableId, TableVersion> versions = new TreeMap<>();
        List<TableId> reached = new ArrayList<>();
        for (SilverTable table : tables.values()) {
            versionAt(table, target.position()).ifPresent(version -> {
                TableId source = table.source();
                Position at = at(source);
                if (at.reaches(target.position())) {
                    reached.add(source);
                } else {
                    // Before the cut, which would else be taken for the table's position after a crash.
                    memory.change(source, known -> known.withBehind(at));
                }
                TableMemory known = memory.of(source);
                versions.put(
                        source,
                        new TableVersion(
                                table.qualified(),
                                table.location(),
                                version,
                                stale(reached.contains(source) ? known.withBehind(null) : known)
                                        .orElse(null)));
            });
        }
        var cut = new LakeSnapshot(target.position(), target.sourceTime(), Instant.now(), versions);
        lease.check();
        CrashPoint.LAKEHOUSE_BEFORE_PUBLISH.pass();
        lake.publish(pipeline, cut);
        CrashPoint.LAKEHOUSE_AFTER_PUBLISH.pass();
        latest = Optional.of(cut);
        // After the cut: with the one before it, the table's old version would be taken for one at that cut's position.
        reached.forEach(source -> memory.change(source, known -> known.withBehind(null)));
    }

    /** The table's version at a position, or the one of the last cut if the table has not come there. */
    private OptionalLong versionAt(SilverTable table, Position position) {
        if (!isFollowed(table)) {
            return OptionalLong.empty();
        }
        if (at(table.source()).reaches(position) || latest.isEmpty()) {
            return table.version();
        }
        TableVersion last = latest.get().tables().get(table.source());
        return last == null ? OptionalLong.empty() : OptionalLong.of(last.version());
    }

    @Override
    public void close() {
        workers.shutdownNow();
        try {
            // A fold that outlives its session ends in errors that tell nobody anything.
            workers.awaitTermination(AFTER_INTERRUPT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
