package io.millrace.cdc;

import io.millrace.cdc.check.Finding;
import io.millrace.cdc.check.Findings;
import io.millrace.cdc.check.SourceCheck;
import io.millrace.cdc.engine.CaptureEngine;
import io.millrace.cdc.engine.CaptureObserver;
import io.millrace.cdc.engine.CaptureRun;
import io.millrace.cdc.engine.CommitTrail;
import io.millrace.cdc.engine.OversizedTables;
import io.millrace.cdc.engine.ProgressAnnouncer;
import io.millrace.cdc.kafka.CaptureMemory;
import io.millrace.cdc.kafka.CaptureRecord;
import io.millrace.cdc.kafka.CaptureTopics;
import io.millrace.cdc.kafka.ChangePublisher;
import io.millrace.cdc.kafka.StoredOffset;
import io.millrace.cdc.reload.ReloadBoard;
import io.millrace.cdc.reload.Reloads;
import io.millrace.cdc.shape.CatalogWatch;
import io.millrace.cdc.shape.TableShapes;
import io.millrace.cdc.source.Publication;
import io.millrace.cdc.source.ReplicationSlot;
import io.millrace.cdc.source.SlotLog;
import io.millrace.cdc.source.SourceCatalog;
import io.millrace.cdc.source.SourceDatabase;
import io.millrace.cdc.source.SourceTable;
import io.millrace.cdc.source.SourceWatch;
import io.millrace.contracts.change.OversizedChange;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of capture: looks at the source and at what was before, then runs the engine until it ends. */
final class CaptureAttempt implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureAttempt.class);

    private final CdcConfig config;
    private final Pipeline pipeline;
    private final CaptureBoard board;
    private final ReloadBoard reloadBoard;
    private final SourceDatabase database;
    private volatile boolean stopped;
    private volatile CaptureEngine engine;
    private volatile SnapshotDesk snapshots;
    private volatile Reloads reloads;

    CaptureAttempt(CdcConfig config, Pipeline pipeline, CaptureBoard board, ReloadBoard reloadBoard) {
        this.config = config;
        this.pipeline = pipeline;
        this.board = board;
        this.reloadBoard = reloadBoard;
        this.database = new SourceDatabase(pipeline.source(), config.answerWithin());
    }

    /**
     * Captures until stopped.
     *
     * @throws PipelineException when it fails
     */
    void capture() throws InterruptedException {
        new CaptureTopics(config, pipeline).ensure();
        try (var publisher = new ChangePublisher(config, pipeline)) {
            var memory = new CaptureMemory(config, new Topics(pipeline.name()).capture(), publisher);
            Set<TableId> before =
                    Set.copyOf(memory.read().map(CaptureRecord::tables).orElse(List.of()));
            Findings findings = new SourceCheck(pipeline, before).find();
            findings.of(Finding.Level.BLOCKS_RECOMMENDER)
                    .forEach(finding -> LOG.warn("{} {}", finding.subject(), finding.sentence()));
            findings.requireCapture();
            stream(prepare(tables(before), publisher, memory));
        }
    }

    private void stream(CaptureRun run) throws InterruptedException {
        var trail = new CommitTrail(run.resumeFrom().lsn());
        var resumed = new Progress(
                new Position(run.record().incarnation(), run.resumeFrom().lsn()),
                run.resumeFrom().sourceTime());
        try (var announcer = new ProgressAnnouncer(run.publisher(), resumed, this::fail);
                var watch = new SourceWatch(database, board::sighted, this::fail);
                var desk = new SnapshotDesk(database, trail, run.record().incarnation());
                var shapes = new TableShapes(run, database);
                var catalog = new CatalogWatch(shapes, announcer::acknowledged, this::fail);
                var reading = new Reloads(run, database, announcer::acknowledged, reloadBoard, board::published)) {
            engine = new CaptureEngine(run, new Observer(announcer, trail), shapes, () -> board.running(resumed));
            shapes.load();
            askForTables(run, reading);
            announcer.start(config.progress());
            watch.start(config.heartbeat());
            catalog.start(config.catalogInterval());
            reading.start();
            snapshots = desk;
            reloads = reading;
            if (!stopped) {
                engine.run();
            }
        } finally {
            snapshots = null;
            reloads = null;
        }
    }

    /** Has tables read that never were: all of them at first, later those that came to the pipeline file. */
    private void askForTables(CaptureRun run, Reloads reading) throws InterruptedException {
        reading.load();
        List<TableId> all = pipeline.source().tables();
        List<TableId> missing = new ArrayList<>(all);
        missing.removeAll(run.record().tables());
        if (!missing.isEmpty()) {
            reading.requestTables(missing, "not read as a whole before");
            run.memory().write(run.record().withTables(all));
        }
    }

    /** Where moments of the source are held still, while capture streams. */
    Optional<SnapshotDesk> snapshots() {
        return Optional.ofNullable(snapshots);
    }

    /** Where tables are read again, while capture streams. */
    Optional<Reloads> reloads() {
        return Optional.ofNullable(reloads);
    }

    private CaptureRun prepare(List<SourceTable> tables, ChangePublisher publisher, CaptureMemory memory)
            throws InterruptedException {
        var topics = new Topics(pipeline.name());
        var slot = new ReplicationSlot(database);
        // Before anything that is decided by: what a capture that still runs remembers or moves meanwhile counts.
        slot.awaitFree();
        var continuity = new Continuity(
                pipeline.source(),
                database.identity(),
                memory.read(),
                StoredOffset.read(config, topics.offsets()),
                slot.find(),
                new SlotLog(database, slot));
        Continuity.Start start = continuity.decide(config.resyncAfterLoss());
        start.loss()
                .ifPresent(loss -> LOG.warn(
                        "{}; all tables are read again, in incarnation {}",
                        loss,
                        start.record().incarnation()));
        // Remembered before the slot is made: a slot that nobody remembers is taken for somebody else's.
        memory.write(start.record());
        if (start.dropSlot()) {
            slot.drop();
        }
        // Before the slot: the stream has to find it at each of its places.
        ensurePublication(start.resumeFrom().isPresent());
        if (start.resumeFrom().isPresent()) {
            return run(
                    tables,
                    publisher,
                    memory,
                    start.record(),
                    start.resumeFrom().get());
        }
        var beginning = new StoredOffset(slot.create(), Instant.now());
        if (start.record().incarnation() > 1) {
            markStale(start, beginning, publisher);
        }
        beginning.write(publisher, topics.offsets(), CaptureEngine.NAME);
        CaptureRecord record = start.record().withOffset();
        memory.write(record);
        LOG.info("the stream begins at {}", new Position(record.incarnation(), beginning.lsn()));
        return run(tables, publisher, memory, record, beginning);
    }

    /** A table that the publication has lost since is looked after beside the stream of the others. */
    private void ensurePublication(boolean resumes) {
        try {
            new Publication(database).ensure();
        } catch (PipelineException e) {
            if (!resumes || e.kind() != FailureKind.CONFIGURATION) {
                throw e;
            }
            LOG.warn("{}", e.getMessage());
        }
    }

    /** Tells readers that what they hold is of an earlier life, until each table was read again. */
    private void markStale(Continuity.Start start, StoredOffset beginning, ChangePublisher publisher) {
        String reason = start.loss().orElse("changes were lost before the replication slot was made again");
        for (TableId table : pipeline.source().tables()) {
            publisher.publish(new TableNote(
                    TableNote.Kind.STALE,
                    table,
                    null,
                    start.record().incarnation(),
                    beginning.lsn(),
                    beginning.lsn(),
                    0,
                    null,
                    reason,
                    ChronoUnit.MICROS.between(Instant.EPOCH, beginning.sourceTime())));
        }
        publisher.confirm();
    }

    private CaptureRun run(
            List<SourceTable> tables,
            ChangePublisher publisher,
            CaptureMemory memory,
            CaptureRecord record,
            StoredOffset resumeFrom) {
        return new CaptureRun(config, pipeline, tables, publisher, memory, record, resumeFrom, new OversizedTables());
    }

    /** What the tables are; one that was captured before may be gone, which keeps no other from being captured. */
    private List<SourceTable> tables(Set<TableId> before) {
        try (Connection connection = database.connect()) {
            var catalog = new SourceCatalog(connection);
            List<SourceTable> tables = new ArrayList<>();
            for (TableId id : pipeline.source().tables()) {
                Optional<SourceTable> table = catalog.table(id);
                if (table.isEmpty() && !before.contains(id)) {
                    throw new PipelineException(FailureKind.CONFIGURATION, "The table %s does not exist".formatted(id));
                }
                table.ifPresent(tables::add);
            }
            return tables;
        } catch (SQLException e) {
            throw database.failure("read the catalog", e);
        }
    }

    private void fail(PipelineException problem) {
        CaptureEngine running = engine;
        if (running != null) {
            running.fail(problem);
        }
    }

    /**
     * Ends the run in good order.
     *
     * @return whether the engine was there to be ended; else the run is still being prepared
     */
    boolean stop() {
        stopped = true;
        CaptureEngine running = engine;
        if (running != null) {
            running.close();
        }
        return running != null;
    }

    @Override
    public void close() {
        stop();
    }

    private final class Observer implements CaptureObserver {
        private final ProgressAnnouncer announcer;
        private final CommitTrail trail;

        Observer(ProgressAnnouncer announcer, CommitTrail trail) {
            this.announcer = announcer;
            this.trail = trail;
        }

        @Override
        public void committed(long lsn) {
            trail.committed(lsn);
        }

        @Override
        public void published(TableId table, int bytes) {
            board.published(table, bytes);
        }

        @Override
        public void putAside(OversizedChange change) {
            LOG.error("{}: {}", change.table(), change.sentence());
            board.putAside(change.table());
        }

        @Override
        public void acknowledged(Progress progress) {
            announcer.acknowledge(progress);
            board.acknowledged(progress);
        }
    }
}
