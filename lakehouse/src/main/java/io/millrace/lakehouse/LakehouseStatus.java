package io.millrace.lakehouse;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.lake.LastAudit;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.lakehouse.bronze.ChangeLog;
import io.millrace.lakehouse.silver.SilverFold;
import io.millrace.lakehouse.silver.SilverTable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.streaming.StreamingQuery;

/** Tells how far the lake is, from the first moment of the process on. */
final class LakehouseStatus {
    private final Pipeline pipeline;
    private final LakeNames names;
    private volatile Running running;

    private record Running(
            ChangeLog log,
            SilverFold fold,
            Map<TableId, SilverTable> silver,
            StreamingQuery ingest,
            Function<TableId, Optional<LastAudit>> audits) {}

    LakehouseStatus(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.names = new LakeNames(pipeline.name());
    }

    void running(
            ChangeLog log,
            SilverFold fold,
            Map<TableId, SilverTable> silver,
            StreamingQuery ingest,
            Function<TableId, Optional<LastAudit>> audits) {
        running = new Running(log, fold, silver, ingest, audits);
    }

    /** Why the process is not ready, or nothing when it reads changes. */
    Optional<String> notReady() {
        Running now = running;
        if (now == null) {
            return Optional.of("waiting until capture has made the change topics");
        }
        return now.ingest().isActive() ? Optional.empty() : Optional.of("the query that reads changes has ended");
    }

    LakeStatus report() {
        Map<TableId, LakeStatus.Table> tables = new TreeMap<>();
        for (TableId table : pipeline.source().tables()) {
            tables.put(table, table(table));
        }
        return new LakeStatus(tables);
    }

    LakeStatus.Table table(TableId table) {
        Running now = running;
        return now == null ? unknown(table) : known(now, table);
    }

    private LakeStatus.Table unknown(TableId table) {
        return new LakeStatus.Table(
                names.qualified(table),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                -1,
                0,
                0,
                Optional.empty(),
                Optional.empty());
    }

    private LakeStatus.Table known(Running now, TableId table) {
        Optional<Progress> bronze = now.log().ledger().of(table);
        Optional<LakeSnapshot> cut =
                now.fold().latest().filter(latest -> latest.tables().containsKey(table));
        return new LakeStatus.Table(
                names.qualified(table),
                bronze.map(Progress::position),
                bronze.map(Progress::sourceTime),
                cut.map(latest -> now.fold().behind(table).orElse(latest.position())),
                cut.map(LakeSnapshot::sourceTime),
                cut.map(latest -> latest.tables().get(table).version()).orElse(-1L),
                now.silver().get(table).knownRows(),
                now.log().quarantine().knownCount(table),
                // An answer is applied before the next cut shows it: until then the version told here lacks it.
                now.fold()
                        .stale(table)
                        .or(() -> cut.map(latest -> latest.tables().get(table).stale())),
                now.audits().apply(table));
    }
}
