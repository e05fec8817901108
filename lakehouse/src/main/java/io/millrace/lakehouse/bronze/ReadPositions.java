package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.Row;

/** Rebuilds from the change log how far it reaches: the offsets to go on from, and the ledger. */
public final class ReadPositions {
    private ReadPositions() {}

    /**
     * Fills the ledgers with what the log holds.
     *
     * @param folded for each table, the position that silver holds already
     * @return for each topic partition that was ever read, the offset after the last one that the log holds
     */
    public static Map<TopicPartition, Long> restore(
            ChangeLog log, CapturedTables tables, Map<TableId, Position> folded) {
        for (Row row : log.table().pending(folded).collectAsList()) {
            var table = TableId.parse(row.getString(0));
            var pending = new PendingChanges(
                    table, row.getLong(1), position(row.getStruct(2)), position(row.getStruct(3)), row.getBoolean(4));
            log.ledger().changed(pending);
        }
        for (Row note : log.table().notes().collectAsList()) {
            log.reloads().accept(note.getInt(0), note.getString(1));
        }
        Map<TopicPartition, Long> next = new HashMap<>();
        for (Row mark : log.table().marks().collectAsList()) {
            TableId table = tables.tableOf(mark.getString(0));
            if (table != null) {
                int partition = mark.getInt(1);
                next.put(new TopicPartition(mark.getString(0), partition), mark.getLong(2) + 1);
                restore(log.ledger(), table, partition, mark.getStruct(3));
            }
        }
        return next;
    }

    private static void restore(ProgressLedger ledger, TableId table, int partition, Row progress) {
        if (!progress.isNullAt(0)) {
            var time = PartitionSummary.instant(progress.getLong(2));
            ledger.reached(table, partition, new Progress(position(progress), time));
        }
    }

    private static Position position(Row row) {
        return new Position(row.getInt(0), row.getLong(1));
    }
}
