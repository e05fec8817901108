package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.process.CrashPoint;
import io.millrace.lakehouse.bronze.ChangeLog;
import io.millrace.lakehouse.bronze.ChangeLogTable;
import io.millrace.lakehouse.bronze.Positions;
import io.millrace.lakehouse.lease.WriterLease;
import io.millrace.lakehouse.schema.SchemaCatalog;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/** Brings one silver table from one position to a later one. */
final class TableFold {
    /** So many changes are sorted by one task sooner than they are exchanged between several. */
    private static final long ONE_TASK = 50_000;

    private final ChangeLog log;
    private final WriterLease lease;
    private final SilverTable table;

    TableFold(ChangeLog log, WriterLease lease, SilverTable table) {
        this.log = log;
        this.lease = lease;
        this.table = table;
    }

    /**
     * Writes what happened in the range.
     *
     * @param logVersion a version of the change log that is complete up to the range's end
     * @return what the changes came to; nothing if the table is not known to the source yet
     */
    Optional<FoldSummary> fold(Positions range, long logVersion, SchemaCatalog catalog) {
        // Encoders ask the thread's session how times look in Java.
        SparkSession.setActiveSession(table.session());
        long expected = log.ledger().changes(table.source(), range);
        Optional<TableSchema> source = catalog.latest(table.source());
        if (expected == 0) {
            source.filter(known -> table.version().isEmpty()).ifPresent(known -> createEmpty(known, range));
            return Optional.empty();
        }
        var columns = TargetColumns.of(
                source.orElseGet(() -> new TableSchema(table.source(), List.of(), List.of())), table.columns());
        Dataset<Row> changes = log.table().changes(table.session(), logVersion, table.source(), range);
        Optional<Truncation> truncation =
                log.ledger().mayBeTruncated(table.source(), range) ? latestTruncation(changes) : Optional.empty();
        Dataset<Row> folded = folded(
                        changes, expected, new FoldPartition(columns, catalog.of(table.source()), truncation), columns)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            FoldSummary summary = FoldSummary.of(folded, columns.schema().key());
            quarantine(folded, columns, summary);
            if (columns.refusal().isEmpty()) {
                CrashPoint.LAKEHOUSE_BEFORE_MERGE.pass();
                write(folded, columns, summary, range, truncation.isPresent());
                CrashPoint.LAKEHOUSE_AFTER_MERGE.pass();
            }
            return Optional.of(summary);
        } finally {
            folded.unpersist();
        }
    }

    private void createEmpty(TableSchema source, Positions range) {
        if (TargetColumns.of(source, Optional.empty()).refusal().isEmpty()) {
            lease.check();
            table.createEmpty(source, range.upTo());
        }
    }

    private static Optional<Truncation> latestTruncation(Dataset<Row> changes) {
        Row latest = changes.where(functions.col(ChangeLogTable.OP).equalTo(Operation.TRUNCATE.code()))
                .agg(functions.max(
                        functions.struct(functions.col(ChangeLogTable.INCARNATION), functions.col(ChangeLogTable.LSN))))
                .first();
        return latest.isNullAt(0)
                ? Optional.empty()
                : Optional.of(new Truncation(
                        latest.getStruct(0).getInt(0), latest.getStruct(0).getLong(1)));
    }

    private static Dataset<Row> folded(Dataset<Row> changes, long expected, FoldPartition fold, TargetColumns columns) {
        Dataset<Row> rows = changes.where(functions.col(ChangeLogTable.OP).notEqual(Operation.TRUNCATE.code()));
        Dataset<Row> byKey =
                expected <= ONE_TASK ? rows.coalesce(1) : rows.repartition(functions.col(ChangeLogTable.KEY));
        return byKey.sortWithinPartitions(ChangeLogTable.KEY)
                .mapPartitions(fold, Encoders.row(FoldedRows.columns(columns.schema())));
    }

    /** Before the table's commit: the same changes are met again, and put aside once, if the process dies between. */
    private void quarantine(Dataset<Row> folded, TargetColumns columns, FoldSummary summary) {
        if (summary.rejected() > 0) {
            log.quarantine().add(FoldedRows.rejected(folded));
        }
        if (summary.partial() > 0) {
            log.quarantine().add(table.orphans(folded, columns).select(FoldedRows.REJECTED + ".*"));
        }
    }

    private void write(
            Dataset<Row> folded, TargetColumns columns, FoldSummary summary, Positions range, boolean truncated) {
        lease.check();
        table.lock().lock();
        try {
            if (table.version().isEmpty()) {
                table.create(folded, columns, summary, range.upTo());
                return;
            }
            if (!columns.added().isEmpty()) {
                table.add(columns.added());
            }
            if (truncated) {
                table.replace(folded, columns, summary, range.upTo());
            } else if (table.rows() == 0 && summary.upserts() > 0) {
                table.fill(folded, columns, summary, range.upTo());
            } else if (!summary.changesNothing()) {
                table.merge(folded, columns, summary, range.upTo());
            }
        } finally {
            table.lock().unlock();
        }
    }
}
