package io.millrace.lakehouse.maintenance;

import io.delta.tables.DeltaTable;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.Maintenance;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.CrashPoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.alert.AlertTable;
import io.millrace.lakehouse.audit.AuditTable;
import io.millrace.lakehouse.bronze.ChangeLogTable;
import io.millrace.lakehouse.event.EventTable;
import io.millrace.lakehouse.history.HistoryTable;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lease.WriterLease;
import io.millrace.lakehouse.quarantine.QuarantineTable;
import io.millrace.lakehouse.silver.SilverTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compacts and cleans the tables of one pipeline, none of them while it is being merged. */
public final class TableMaintenance {
    private static final Logger LOG = LoggerFactory.getLogger(TableMaintenance.class);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Lake lake;
    private final WriterLease lease;
    private final SparkSession session;
    private final Map<String, Target> targets = new TreeMap<>();

    private record Target(String location, Lock lock) {}

    /**
     * What was done to a table.
     *
     * @param seconds how long it took
     * @param version the table's Delta version after it
     */
    public record Treated(String table, String operation, double seconds, long version) {}

    public TableMaintenance(Lake lake, LakeNames names, WriterLease lease, Collection<SilverTable> tables) {
        this.lake = lake;
        this.lease = lease;
        this.session = lake.spark().newSession();
        // Without these every run would write again all files that are smaller than a gigabyte.
        session.conf().set("spark.databricks.delta.optimize.minFileSize", 96L << 20);
        session.conf().set("spark.databricks.delta.optimize.maxFileSize", 256L << 20);
        tables.forEach(table -> targets.put(table.qualified(), new Target(table.location(), table.lock())));
        targets.put(
                names.logSchema() + "." + ChangeLogTable.NAME,
                // Appends and compaction do not disturb each other, so this waits for nobody.
                new Target(lake.location(names.logSchema(), ChangeLogTable.NAME), new ReentrantLock()));
    }

    /** That of all tables which a pipeline's lakehouse writes, of a lakehouse that is stopped. */
    public static TableMaintenance of(Lake lake, Pipeline pipeline, WriterLease lease) {
        var names = new LakeNames(pipeline.name());
        var tables = pipeline.source().tables();
        var maintenance = new TableMaintenance(
                lake,
                names,
                lease,
                tables.stream()
                        .map(source -> new SilverTable(lake, names, source))
                        .toList());
        var quarantine = new QuarantineTable(lake, names);
        maintenance.with(quarantine.qualified(), quarantine.location(), quarantine.lock());
        var audits = new AuditTable(lake, names);
        maintenance.with(audits.qualified(), audits.location(), audits.lock());
        for (TableId source : tables) {
            var history = new HistoryTable(lake, names, source);
            maintenance.with(history.qualified(), history.location(), history.lock());
        }
        for (EventType type : pipeline.events()) {
            var events = new EventTable(lake, names, type);
            maintenance.with(events.qualified(), events.location(), events.lock());
        }
        var alerts = new AlertTable(lake, names);
        return maintenance.with(alerts.qualified(), alerts.location(), alerts.lock());
    }

    /** Treats another table too, which its writer writes under this lock. */
    public TableMaintenance with(String qualified, String location, Lock lock) {
        targets.put(qualified, new Target(location, lock));
        return this;
    }

    /**
     * Treats one table, or all that exist.
     *
     * @param table qualified name in the lake
     * @throws PipelineException of kind CONFIGURATION if there is no such table
     */
    public List<Treated> run(Maintenance operation, Optional<String> table) {
        table.filter(name -> !targets.containsKey(name)).ifPresent(name -> {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "There is no table %s to %s; there are %s".formatted(name, operation.code(), targets.keySet()));
        });
        List<Treated> treated = new ArrayList<>();
        targets.forEach((name, target) -> {
            if (table.isEmpty() || table.get().equals(name)) {
                treat(operation, name, target).ifPresent(treated::add);
            }
        });
        return treated;
    }

    private Optional<Treated> treat(Maintenance operation, String name, Target target) {
        target.lock().lock();
        try {
            if (!DeltaTable.isDeltaTable(session, target.location())) {
                return Optional.empty();
            }
            lease.check();
            long begin = System.nanoTime();
            var table = DeltaTable.forPath(session, target.location());
            switch (operation) {
                case OPTIMIZE -> {
                    CrashPoint.LAKEHOUSE_BEFORE_OPTIMIZE.pass();
                    table.optimize().executeCompaction();
                    CrashPoint.LAKEHOUSE_AFTER_OPTIMIZE.pass();
                }
                case VACUUM -> table.vacuum();
            }
            double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
            LOG.info("{} {} took {} s", operation.code(), name, "%.1f".formatted(seconds));
            return Optional.of(new Treated(name, operation.code(), seconds, version(name)));
        } finally {
            target.lock().unlock();
        }
    }

    private long version(String name) {
        int dot = name.indexOf('.');
        return lake.version(name.substring(0, dot), name.substring(dot + 1)).orElseThrow();
    }
}
