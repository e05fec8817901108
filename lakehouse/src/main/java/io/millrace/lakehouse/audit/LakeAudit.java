package io.millrace.lakehouse.audit;

import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.lake.RowDifference;
import io.millrace.contracts.lake.TableAudit;
import io.millrace.contracts.lake.TableAudit.Outcome;
import io.millrace.contracts.pipeline.Source;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.CaptureClient;
import io.millrace.lakehouse.bronze.ChangeLog;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lake.TableState;
import io.millrace.lakehouse.schema.SchemaTopic;
import io.millrace.lakehouse.silver.SilverFold;
import io.millrace.lakehouse.silver.SilverTable;
import io.millrace.lakehouse.silver.TableAtPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * Compares silver tables with their source tables at one position, while both are being written.
 *
 * <p>The source's side is a snapshot at a commit of the stream; the lake's is a version of the table, fixed before the
 * snapshot was taken and so not later than it, with the changes up to that commit on top. What cannot be compared at one
 * moment is tried at a later one.
 */
final class LakeAudit {
    private static final int MOMENTS = 3;
    private static final Duration BRONZE_WITHIN = Duration.ofMinutes(3);
    private static final Duration SILVER_WITHIN = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Lake lake;
    private final Source source;
    private final ChangeLog log;
    private final SchemaTopic schemas;
    private final SilverFold fold;
    private final Map<TableId, SilverTable> tables;
    private final CaptureClient capture;
    private final SparkSession session;
    private final ChangeCodec codec = new ChangeCodec();

    LakeAudit(Lake lake, Audited audited, CaptureClient capture) {
        this.lake = lake;
        this.source = audited.source();
        this.log = audited.log();
        this.schemas = audited.schemas();
        this.fold = audited.fold();
        this.tables = new TreeMap<>(audited.tables());
        this.capture = capture;
        this.session = lake.spark().newSession();
        session.conf().set("spark.sql.datetime.java8API.enabled", "true");
    }

    /** The tables of the pipeline. */
    Collection<TableId> tables() {
        return tables.keySet();
    }

    /** Compares these tables; tells what it does. */
    List<TableAudit> compare(Collection<TableId> wanted, Consumer<String> told) throws InterruptedException {
        Map<TableId, TableAudit> found = new TreeMap<>();
        List<TableId> open = new ArrayList<>(wanted);
        for (int moment = 1; moment <= MOMENTS && !open.isEmpty(); moment++) {
            if (moment > 1) {
                told.accept("%s once more at a later moment".formatted(open));
                awaitSilver(open, fold.latest().map(LakeSnapshot::position).orElse(Position.START));
            }
            found.putAll(compareOnce(open, told));
            open.removeIf(table -> found.get(table).outcome() != Outcome.STALE
                    && found.get(table).outcome() != Outcome.UNKNOWN);
        }
        return List.copyOf(found.values());
    }

    private Map<TableId, TableAudit> compareOnce(List<TableId> open, Consumer<String> told)
            throws InterruptedException {
        Map<TableId, TableAudit> found = new TreeMap<>();
        Map<TableId, TableAtPosition> fixed = new TreeMap<>();
        open.forEach(table -> fix(table, fixed, found));
        if (fixed.isEmpty()) {
            return found;
        }
        ExecutorService workers = Executors.newFixedThreadPool(SourceMoment.CONNECTIONS, LakeAudit::worker);
        try (SourceMoment moment = SourceMoment.take(capture, source)) {
            told.accept("The source is held still at %s over %d connections"
                    .formatted(moment.position(), SourceMoment.CONNECTIONS));
            Map<TableId, Future<TableAudit>> running = new TreeMap<>();
            fixed.forEach((table, at) -> running.put(table, workers.submit(() -> compare(moment, at, told))));
            for (var table : running.entrySet()) {
                found.put(table.getKey(), result(table.getValue()));
            }
            return found;
        } finally {
            workers.shutdownNow();
        }
    }

    private static Thread worker(Runnable task) {
        var thread = new Thread(task, "audit");
        thread.setDaemon(true);
        return thread;
    }

    private static TableAudit result(Future<TableAudit> running) throws InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new PipelineException(FailureKind.INTERNAL, "The audit broke off: " + e.getCause(), e);
        }
    }

    /**
     * Fixes the version of a table. It is asked twice whether the table is stale: what makes it so is remembered before
     * the version that is, and forgotten after the version that is not any more.
     */
    private void fix(TableId table, Map<TableId, TableAtPosition> fixed, Map<TableId, TableAudit> found) {
        Optional<String> stale = fold.stale(table);
        Optional<LakeSnapshot> cut = fold.latest()
                .filter(latest -> latest.tables().containsKey(table))
                .filter(latest -> latest.tables().get(table).stale() == null);
        Optional<TableState> state = tables.get(table).state();
        stale = stale.or(() -> fold.stale(table));
        if (stale.isPresent()) {
            found.put(table, TableAudit.not(Outcome.STALE, table, stale.get()));
        } else if (cut.isEmpty() || state.isEmpty()) {
            found.put(
                    table,
                    TableAudit.not(Outcome.UNKNOWN, table, "The lake has no cut yet in which the table is right"));
        } else {
            Position own = state.get().position().orElse(Position.START);
            Position told = cut.get().position();
            fixed.put(
                    table,
                    new TableAtPosition(
                            table,
                            tables.get(table).location(),
                            state.get().version(),
                            own.reaches(told) ? own : told));
        }
    }

    private TableAudit compare(SourceMoment moment, TableAtPosition fixed, Consumer<String> told)
            throws InterruptedException {
        lake.shareCores("audit");
        SparkSession.setActiveSession(session);
        long begin = System.nanoTime();
        SourceReader reader = moment.borrow();
        try {
            TableAudit audit = compare(reader, moment.position(), fixed);
            double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
            told.accept("%s: %s".formatted(fixed.source(), AuditPage.sentence(audit)));
            return new TableAudit(
                    audit.table(),
                    audit.outcome(),
                    audit.position(),
                    audit.reason(),
                    audit.sourceRows(),
                    audit.lakeRows(),
                    audit.buckets(),
                    audit.differing(),
                    audit.complete(),
                    audit.rows(),
                    seconds);
        } catch (MovedTableException e) {
            return TableAudit.not(Outcome.UNKNOWN, fixed.source(), e.getMessage());
        } finally {
            moment.giveBack(reader);
        }
    }

    private TableAudit compare(SourceReader reader, Position position, TableAtPosition fixed)
            throws InterruptedException, MovedTableException {
        TableId table = fixed.source();
        if (!position.reaches(fixed.position())) {
            return TableAudit.not(
                    Outcome.UNKNOWN, table, "The lake is at %s, later than the source".formatted(fixed.position()));
        }
        Map<String, String> sourceTexts = reader.ask(table, source -> source.texts(table));
        awaitBronze(table, position);
        long logVersion = log.table().version();
        try (TableAtPosition.Rows rows = fixed.at(position, log, logVersion, schemas.read(), session)) {
            if (rows.doubt().isPresent()) {
                return TableAudit.not(Outcome.UNKNOWN, table, rows.doubt().get());
            }
            var columns = ComparedColumns.of(sourceTexts, rows.schema());
            int buckets = BucketSums.bucketsFor(tables.get(table).knownRows());
            var sourceSide = new SourceSide(reader, table, columns);
            var comparison = new TableComparison(columns, sourceSide, new LakeSide(rows.rows(), columns));
            TableComparison.Found found = comparison.compare(sourceSide.sums(buckets), buckets);
            return new TableAudit(
                    table,
                    found.equal() ? Outcome.EQUAL : Outcome.DIFFERENT,
                    position,
                    null,
                    found.sourceRows(),
                    found.lakeRows(),
                    found.buckets(),
                    found.differing(),
                    found.complete(),
                    withReasons(table, found.rows(), rows.putAside()),
                    0);
        }
    }

    /** Names the rows whose changes wait in quarantine. */
    private List<RowDifference> withReasons(TableId table, List<RowDifference> rows, Map<String, String> putAside) {
        if (rows.isEmpty()) {
            return rows;
        }
        List<String> keys = rows.stream().map(this::text).toList();
        Map<String, String> reasons = new HashMap<>(putAside);
        reasons.putAll(log.quarantine().reasons(table, keys));
        return rows.stream()
                .map(row -> new RowDifference(
                        row.kind(), row.key(), row.columns(), row.source(), row.lake(), reasons.get(text(row))))
                .toList();
    }

    private String text(RowDifference row) {
        return new String(codec.encodeKey(row.key()), StandardCharsets.UTF_8);
    }

    private void awaitBronze(TableId table, Position position) throws InterruptedException {
        long deadline = System.nanoTime() + BRONZE_WITHIN.toNanos();
        while (true) {
            Optional<Position> reached = log.ledger().of(table).map(Progress::position);
            if (reached.filter(now -> now.reaches(position)).isPresent()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new PipelineException(
                        FailureKind.NOT_READY,
                        "The change log of %s is at %s and did not reach the source's %s within %d minutes; see 'millrace status'"
                                .formatted(table, reached.orElse(Position.START), position, BRONZE_WITHIN.toMinutes()));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Waits a while until the tables are past a position and not stale. */
    private void awaitSilver(List<TableId> wanted, Position position) throws InterruptedException {
        long deadline = System.nanoTime() + SILVER_WITHIN.toNanos();
        while (System.nanoTime() < deadline
                && !(fold.latest()
                                .filter(cut -> cut.position().compareTo(position) > 0)
                                .isPresent()
                        && wanted.stream().noneMatch(table -> fold.stale(table).isPresent()))) {
            Thread.sleep(POLL_MILLIS);
        }
    }
}
