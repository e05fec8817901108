package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.Row;

/** Rebuilds from the change log how far it reaches: the offsets to go on from, and the ledger. */
public final class ReadPositions {
    private ReadPositions() {}

    /**
     * Where reading goes on.
     *
     * @param next for each topic partition that the log holds a part of, the offset after the last one
     * @param gaps tables of which changes were published that nobody can read any more, with a sentence that says why
     */
    public record Resume(Map<TopicPartition, Long> next, Map<TableId, String> gaps) {
        /** The first start: everything is read. */
        public static final Resume BEGINNING = new Resume(Map.of(), Map.of());

        /** The log of a lake that has been read into is gone: Kafka may hold only a part of what the tables lack. */
        public static Resume withoutLog(Collection<TableId> tables) {
            Map<TableId, String> gaps = new HashMap<>();
            tables.forEach(table -> gaps.put(table, "The change log is gone, and with it how far Kafka was read"));
            return new Resume(Map.of(), gaps);
        }

        public Resume {
            next = Map.copyOf(next);
            gaps = Map.copyOf(gaps);
        }

        /** With these partitions read from what is left of them: what is read twice changes nothing. */
        public Resume without(Map<TopicPartition, String> lost, CapturedTables tables) {
            Map<TopicPartition, Long> left = new HashMap<>(next);
            left.keySet().removeAll(lost.keySet());
            Map<TableId, String> all = new HashMap<>(gaps);
            lost.forEach((partition, reason) -> {
                // Events that are lost are nowhere else: there is no table to read again.
                if (!tables.events().containsKey(partition.topic())) {
                    all.put(tables.tableOf(partition.topic()), reason);
                }
            });
            return new Resume(left, all);
        }
    }

    /**
     * Fills the ledgers with what the log holds.
     *
     * @param folded for each table, the position that silver holds already
     */
    public static Resume restore(ChangeLog log, CapturedTables tables, Map<TableId, Position> folded) {
        for (Row row : log.table().pending(folded).collectAsList()) {
            var table = TableId.parse(row.getString(0));
            var pending = new PendingChanges(
                    table,
                    row.getLong(1),
                    PendingChanges.UNKNOWN,
                    position(row.getStruct(2)),
                    position(row.getStruct(3)),
                    row.getBoolean(4));
            log.ledger().changed(pending);
        }
        log.reloads().restored();
        for (Row note : log.table().notes().collectAsList()) {
            log.reloads().accept(note.getInt(0), note.getString(1));
        }
        for (Row events : log.table().lastEvents().collectAsList()) {
            log.events().arrived(events.getString(0), events.getLong(1));
        }
        Map<TopicPartition, Long> next = new HashMap<>();
        Set<String> read = new HashSet<>();
        for (Row mark : log.table().marks().collectAsList()) {
            String topic = mark.getString(0);
            TableId table = tables.tableOf(topic);
            int partition = mark.getInt(2);
            if (table != null) {
                read.add(topic);
                restore(log.ledger(), table, partition, mark.getStruct(4));
            }
            if (table != null || tables.events().containsKey(topic)) {
                if (tables.topicIds().get(topic).equals(mark.getString(1))) {
                    next.put(new TopicPartition(topic, partition), mark.getLong(3) + 1);
                }
            }
        }
        next.keySet().forEach(partition -> read.remove(partition.topic()));
        Map<TableId, String> gaps = new HashMap<>();
        read.forEach(topic -> gaps.put(
                tables.tableOf(topic),
                "Kafka lost changes: the topic %s is not the one that was read, but was made anew".formatted(topic)));
        return new Resume(next, gaps);
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
