package io.millrace.cdc.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cdc.value.RowSchema;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Turns Debezium's records of changes into changes of the wire. */
final class ChangeEncoder {
    private final int incarnation;
    private final Source source;
    private final Set<TableId> fullImages;
    private final TableDescriptions descriptions;
    /** Debezium makes another description whenever the stream brings one, however much alike. */
    private final Map<TableId, Described> schemas = new HashMap<>();

    private record Described(Schema row, RowSchema schema) {}

    /**
     * Makes an encoder.
     *
     * @param source says which columns are masked
     * @param fullImages tables of which the log holds the whole old row; of others it holds the key, and Debezium fills
     *     the rest with nulls that mean nothing
     * @param descriptions hears of columns before the first change that has them
     */
    ChangeEncoder(int incarnation, Source source, Set<TableId> fullImages, TableDescriptions descriptions) {
        this.descriptions = descriptions;
        this.incarnation = incarnation;
        this.source = source;
        this.fullImages = Set.copyOf(fullImages);
    }

    /** Columns of the row that the record is about; asked before {@link #encode} so that the schema can go first. */
    RowSchema schema(SourceRecord record, long previousCommit) throws InterruptedException {
        Schema row = record.valueSchema().field("after").schema();
        TableId table = ChangeRecord.table(record);
        Described known = schemas.get(table);
        if (known == null || known.row() != row) {
            known = new Described(
                    row,
                    descriptions.described(
                            table,
                            catalog -> RowSchema.of(table, row, record.keySchema(), source.rules(table), catalog),
                            ChangeRecord.lsn(record),
                            previousCommit));
            schemas.put(table, known);
        }
        return known.schema();
    }

    /** The change of a record that is one of a row. */
    Change encode(SourceRecord record, RowSchema schema, long previousCommit) {
        var value = (Struct) record.value();
        Operation op = ChangeRecord.operation(record);
        ObjectNode key = schema.key((Struct) record.key());
        Struct after = value.getStruct("after");
        return new Change(
                op,
                schema.table().table(),
                key,
                incarnation,
                ChangeRecord.lsn(record),
                previousCommit,
                ChangeRecord.transaction(record),
                ChangeRecord.sourceMicros(record),
                schema.id(),
                before(schema, value.getStruct("before")),
                after == null ? null : schema.image(after));
    }

    private ObjectNode before(RowSchema schema, Struct before) {
        if (before == null) {
            return null;
        }
        return fullImages.contains(schema.table().table()) ? schema.image(before) : schema.key(before);
    }

    /** The end of all rows of a table at that point of the log. */
    Change truncate(TableId table, long lsn, long previousCommit, long transaction, long micros) {
        return new Change(
                Operation.TRUNCATE,
                table,
                null,
                incarnation,
                lsn,
                previousCommit,
                transaction,
                micros,
                null,
                null,
                null);
    }
}
