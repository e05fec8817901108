package io.millrace.lakehouse.bronze;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.PublishedChange;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.process.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;

/** Writes changes and marks as rows of the change log, and reads changes back. */
public final class ChangeRows {
    private static final ObjectMapper JSON = Json.mapper();

    private ChangeRows() {}

    static Row ofChange(PublishedChange change, String topic, int partition, long offset, Date date) {
        return RowFactory.create(
                change.table().toString(),
                date,
                change.op().code(),
                change.incarnation(),
                change.lsn(),
                change.previousCommit(),
                change.transaction(),
                change.committedAt(),
                change.schema(),
                change.key(),
                change.before(),
                change.after(),
                topic,
                partition,
                offset,
                null,
                null,
                null,
                change.reload());
    }

    static Row mark(Progress progress, String topic, String topicId, int partition, long offset, Date date) {
        return RowFactory.create(
                ChangeLogTable.PROGRESS,
                date,
                ChangeLogTable.MARK,
                progress == null ? null : progress.position().incarnation(),
                progress == null ? null : progress.position().lsn(),
                null,
                null,
                progress == null ? null : PartitionSummary.micros(progress.sourceTime()),
                null,
                topicId,
                null,
                null,
                topic,
                partition,
                offset,
                null,
                null,
                null,
                null);
    }

    static Row note(TableNote note, String topic, int partition, long offset, Date date) {
        return RowFactory.create(
                ChangeLogTable.NOTE,
                date,
                ChangeLogTable.NOTED,
                null,
                null,
                null,
                null,
                note.at(),
                null,
                null,
                null,
                new String(new ChangeCodec().encode(note), StandardCharsets.UTF_8),
                topic,
                partition,
                offset,
                null,
                null,
                null,
                note.reload());
    }

    /** An event as it came: its envelope in the place of the new row, its number in that of the position. */
    static Row event(PublishedEvent event, InternalRow record, long sequence, Date date) {
        return RowFactory.create(
                EventTopic.logName(event.type()),
                date,
                ChangeLogTable.EVENT,
                null,
                sequence,
                null,
                null,
                PartitionSummary.micros(event.receivedAt()),
                null,
                null,
                null,
                new String(KafkaRow.value(record), StandardCharsets.UTF_8),
                KafkaRow.topic(record),
                KafkaRow.partition(record),
                KafkaRow.offset(record),
                null,
                KafkaRow.key(record),
                null,
                null);
    }

    static Row garbage(InternalRow record, String reason, Date date) {
        return RowFactory.create(
                ChangeLogTable.UNREADABLE,
                date,
                ChangeLogTable.GARBAGE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                KafkaRow.topic(record),
                KafkaRow.partition(record),
                KafkaRow.offset(record),
                reason,
                KafkaRow.key(record),
                KafkaRow.value(record),
                null);
    }

    static Date date(LocalDate date) {
        return Date.valueOf(date);
    }

    /** The change as it was published. */
    public static Change changeOf(Row row) {
        return new Change(
                Operation.ofCode(row.getAs(ChangeLogTable.OP)),
                TableId.parse(row.getAs(ChangeLogTable.SOURCE_TABLE)),
                node(row.getAs(ChangeLogTable.KEY)),
                row.getAs(ChangeLogTable.INCARNATION),
                row.getAs(ChangeLogTable.LSN),
                row.getAs(ChangeLogTable.PREVIOUS_COMMIT),
                row.getAs(ChangeLogTable.TRANSACTION),
                row.getAs(ChangeLogTable.COMMITTED_AT),
                row.getAs(ChangeLogTable.SCHEMA),
                node(row.getAs(ChangeLogTable.BEFORE)),
                node(row.getAs(ChangeLogTable.AFTER)),
                row.getAs(ChangeLogTable.RELOAD));
    }

    private static ObjectNode node(String text) {
        try {
            return text == null ? null : JSON.readValue(text, ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The change log holds what was once a JSON tree", e);
        }
    }
}
