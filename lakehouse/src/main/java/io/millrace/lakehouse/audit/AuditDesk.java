package io.millrace.lakehouse.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.AuditReport;
import io.millrace.contracts.lake.AuditRequest;
import io.millrace.contracts.lake.AuditRun;
import io.millrace.contracts.lake.LastAudit;
import io.millrace.contracts.lake.TableAudit;
import io.millrace.contracts.lake.TableAudit.Outcome;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.CaptureClient;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lease.WriterLease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does audits, one at a time and beside everything else, and remembers what the last one found. */
public final class AuditDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditDesk.class);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String LOAD =
            ("The source was read over %d connections without parallel workers: each table once, and once more where"
                            + " its sums differ in up to %d buckets, with up to %d rows by their key")
                    .formatted(SourceMoment.CONNECTIONS, TableComparison.MOST_BUCKETS, TableComparison.MOST_ROWS);

    private final LakeAudit audit;
    private final RowRepair repair;
    private final AuditTable table;
    private final WriterLease lease;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private AuditRun current;
    private Thread thread;

    /** A desk for the tables of a running lakehouse. */
    public static AuditDesk of(Lake lake, Audited audited, CaptureClient capture, AuditTable table, WriterLease lease) {
        return new AuditDesk(
                new LakeAudit(lake, audited, capture),
                new RowRepair(capture, audited.fold()::appliedReloads),
                table,
                lease);
    }

    private AuditDesk(LakeAudit audit, RowRepair repair, AuditTable table, WriterLease lease) {
        this.audit = audit;
        this.repair = repair;
        this.table = table;
        this.lease = lease;
    }

    /**
     * Begins one.
     *
     * @throws PipelineException of kind NOT_READY while another runs, of kind CONFIGURATION if a table is unknown
     */
    public synchronized AuditRun begin(AuditRequest request) {
        if (thread != null && thread.isAlive()) {
            throw new PipelineException(FailureKind.NOT_READY, "Another audit runs; ask again when it has ended");
        }
        var tables = new TreeSet<>(request.tables().isEmpty() ? audit.tables() : request.tables());
        tables.stream()
                .filter(name -> !audit.tables().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new PipelineException(
                            FailureKind.CONFIGURATION,
                            "%s is not in the pipeline; there are %s".formatted(name, audit.tables()));
                });
        told.clear();
        current = new AuditRun(UUID.randomUUID().toString(), List.of(), null, null, null);
        thread = new Thread(() -> run(current.id(), tables, request.repair()), "audit");
        thread.setDaemon(true);
        thread.start();
        return current;
    }

    /** How far the last one is; nothing if it has another id. */
    public synchronized Optional<AuditRun> run(String id) {
        return Optional.ofNullable(current)
                .filter(run -> run.id().equals(id))
                .map(run -> new AuditRun(run.id(), told, run.report(), run.failure(), run.message()));
    }

    private void run(String id, Collection<TableId> tables, boolean mending) {
        try {
            AuditReport report = report(tables, mending);
            LOG.info("audited {} tables: {}", tables.size(), report.equal() ? "equal" : "not equal");
            end(new AuditRun(id, told, report, null, null));
        } catch (PipelineException e) {
            LOG.warn("an audit failed: {}", e.getMessage(), e.getCause());
            end(new AuditRun(id, told, null, e.kind(), e.getMessage()));
        } catch (InterruptedException e) {
            end(new AuditRun(id, told, null, FailureKind.NOT_READY, "The lakehouse is ending"));
        } catch (Exception e) {
            // Spark throws checked exceptions that no signature names.
            LOG.error("an audit failed in a way nobody foresaw", e);
            end(new AuditRun(id, told, null, FailureKind.INTERNAL, String.valueOf(e.getMessage())));
        }
    }

    private synchronized void end(AuditRun run) {
        current = run;
    }

    private AuditReport report(Collection<TableId> tables, boolean mending) throws InterruptedException {
        Instant at = Instant.now();
        long begin = System.nanoTime();
        var found = new TreeMap<TableId, TableAudit>();
        audit.compare(tables, told::add).forEach(each -> found.put(each.table(), each));
        record(at, found.values());
        List<TableAudit> broken = found.values().stream()
                .filter(each -> each.outcome() == Outcome.DIFFERENT || each.outcome() == Outcome.STALE)
                .toList();
        List<TableAudit> repaired = new ArrayList<>();
        if (mending && !broken.isEmpty()) {
            repair.mend(broken, told::add);
            repaired.addAll(broken);
            Instant again = Instant.now();
            List<TableAudit> mended =
                    audit.compare(broken.stream().map(TableAudit::table).toList(), told::add);
            mended.forEach(each -> found.put(each.table(), each));
            record(again, mended);
        }
        return new AuditReport(
                at, (System.nanoTime() - begin) / NANOS_PER_SECOND, LOAD, List.copyOf(found.values()), repaired);
    }

    private void record(Instant at, Collection<TableAudit> tables) {
        lease.check();
        table.add(at, tables);
    }

    /** Publishes what the last audit of each table found. */
    public void watchedBy(MeterRegistry metrics) {
        for (TableId name : audit.tables()) {
            gauge(
                    metrics,
                    name,
                    "equal",
                    "1 if the table equalled its source at its last audit",
                    last -> last.outcome() == Outcome.EQUAL ? 1 : 0);
            gauge(
                    metrics,
                    name,
                    "differences",
                    "Rows that differed at the table's last audit, at least",
                    LastAudit::differing);
            gauge(metrics, name, "timestamp.seconds", "When the table was audited last", last -> last.at()
                    .getEpochSecond());
        }
    }

    /** Not a number, which no alert takes for equal, before the first. */
    private void gauge(
            MeterRegistry metrics, TableId name, String suffix, String description, ToDoubleFunction<LastAudit> value) {
        Gauge.builder(
                        "millrace.audit." + suffix,
                        () -> table.last(name).map(value::applyAsDouble).orElse(Double.NaN))
                .description(description)
                .tag("table", name.toString())
                .register(metrics);
    }

    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
