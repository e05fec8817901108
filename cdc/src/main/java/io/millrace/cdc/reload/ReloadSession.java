package io.millrace.cdc.reload;

import io.millrace.cdc.engine.OversizedTables;
import io.millrace.cdc.kafka.OversizedRowException;
import io.millrace.cdc.kafka.ReloadPublisher;
import io.millrace.cdc.source.ExportedSnapshot;
import io.millrace.cdc.source.SourceCatalog;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is left of some reloads in one snapshot, with a few connections side by side.
 *
 * <p>A reload that cannot be read as it was asked for fails alone; a lost connection fails the session, whose finished
 * ranges count.
 */
final class ReloadSession {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadSession.class);

    private final ReloadContext context;
    private final List<SnapshotReader> readers = new CopyOnWriteArrayList<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean aborted;

    ReloadSession(ReloadContext context) {
        this.context = context;
    }

    /**
     * Reads until each of them has ended.
     *
     * @throws PipelineException if what is left has to be tried again
     */
    void run(List<Reload> reloads) throws InterruptedException {
        Map<TableId, String> files = files(reloads);
        List<TableId> whole = reloads.stream()
                .filter(reload -> reload.record().isOfTable())
                .map(Reload::table)
                .toList();
        // Before the snapshot: every transaction of the stream that is not visible in it comes after this position.
        OversizedTables.Beginning beginning = context.oversized().beginReading(whole, context::streamedUpTo);
        context.tell(beginning.untold());
        try (var publisher = new ReloadPublisher(context.config(), context.pipeline());
                ExportedSnapshot snapshot = ExportedSnapshot.take(context.database())) {
            var moment = new ReadingMoment(context.incarnation(), snapshot.lsn(), beginning.from(), files);
            read(reloads, snapshot, new TableReading(context, publisher, moment));
        } catch (SQLException e) {
            throw context.database().failure("read tables again", e);
        } finally {
            readers.forEach(SnapshotReader::close);
        }
    }

    private Map<TableId, String> files(List<Reload> reloads) {
        Map<TableId, String> files = new HashMap<>();
        try (Connection connection = context.database().connect()) {
            var catalog = new SourceCatalog(connection);
            for (Reload reload : reloads) {
                if (catalog.table(reload.table()).isPresent()) {
                    files.put(reload.table(), catalog.files(reload.table()));
                }
            }
            return files;
        } catch (SQLException e) {
            throw context.database().failure("read the catalog", e);
        }
    }

    private void read(List<Reload> reloads, ExportedSnapshot snapshot, TableReading reading)
            throws SQLException, InterruptedException {
        SnapshotReader first = open(snapshot);
        Queue<RangeTask> tasks = new ConcurrentLinkedQueue<>();
        for (Reload reload : reloads) {
            attempt(reload, () -> first.attempt(() -> tasks.addAll(reading.plan(first, reload))));
        }
        int parallelism = Math.min(context.config().reloadParallelism(), tasks.size());
        for (int more = 1; more < parallelism; more++) {
            open(snapshot);
        }
        // Each reader has the moment now; its slot and its sender are free for others.
        snapshot.close();
        List<Thread> threads = new ArrayList<>();
        for (SnapshotReader reader : readers) {
            var thread = new Thread(() -> work(tasks, reader), "reload-reader");
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        rethrow();
    }

    private SnapshotReader open(ExportedSnapshot snapshot) throws SQLException {
        SnapshotReader reader = SnapshotReader.open(context.database(), snapshot.name());
        readers.add(reader);
        if (aborted) {
            reader.abort();
        }
        return reader;
    }

    private void work(Queue<RangeTask> tasks, SnapshotReader reader) {
        try {
            RangeTask task = tasks.poll();
            while (task != null && failure.get() == null) {
                RangeTask current = task;
                if (!current.reload().record().hasEnded()) {
                    attempt(current.reload(), () -> reader.attempt(() -> current.read(reader)));
                }
                task = tasks.poll();
            }
        } catch (SQLException | InterruptedException | RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** What the source says may quote a value, which of a masked column may not go anywhere. */
    private String words(Reload reload, SQLException refusal) {
        return context.pipeline().source().rules(reload.table()).isEmpty()
                ? refusal.getMessage()
                : "SQLSTATE %s; its words are left out because columns of the table are masked"
                        .formatted(refusal.getSQLState());
    }

    private void attempt(Reload reload, SnapshotReader.Attempt attempt) throws SQLException, InterruptedException {
        try {
            attempt.run();
        } catch (SQLException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            context.fail(reload, "The source refuses: " + words(reload, e));
        } catch (OversizedRowException e) {
            context.failForSize(reload, e.getMessage());
        } catch (PipelineException e) {
            if (e.kind() != FailureKind.CONFIGURATION) {
                throw e;
            }
            context.fail(reload, e.getMessage());
        }
    }

    /** Whether the same question gets the same answer: a wrong condition, a missing table or right, a wrong value. */
    private static boolean isRefusal(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("42") || state.startsWith("22") || state.startsWith("0A");
    }

    private void rethrow() throws SQLException, InterruptedException {
        Exception problem = failure.get();
        if (problem instanceof SQLException sql) {
            throw sql;
        }
        if (problem instanceof InterruptedException interruption) {
            throw interruption;
        }
        if (problem instanceof RuntimeException runtime) {
            throw runtime;
        }
        LOG.debug("A session has read all that was asked for");
    }

    /** Ends it at once; for another thread. */
    void abort() {
        aborted = true;
        readers.forEach(SnapshotReader::abort);
    }
}
