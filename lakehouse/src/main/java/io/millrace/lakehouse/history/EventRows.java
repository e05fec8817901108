package io.millrace.lakehouse.history;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableSchema;
import io.millrace.lakehouse.bronze.ChangeLogTable;
import io.millrace.lakehouse.schema.SparkTypes;
import io.millrace.lakehouse.schema.UnfitValueException;
import io.millrace.lakehouse.silver.ChangeDecoder;
import io.millrace.lakehouse.silver.RowChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Gives changes of the log the types of the lake; one that does not fit is in quarantine and no part of the history. */
final class EventRows implements MapPartitionsFunction<Row, Row> {
    static final String ROW = "row";
    private static final String ABSENT = "absent";

    private final String target;
    private final Map<String, String> schemas = new HashMap<>();

    EventRows(TableSchema target, Map<String, TableSchema> sources) {
        this.target = target.json();
        sources.forEach((id, schema) -> schemas.put(id, schema.json()));
    }

    /** Columns of the rows that come out. */
    static StructType columns(TableSchema target) {
        return new StructType()
                .add(ChangeLogTable.OP, DataTypes.StringType)
                .add(ChangeLogTable.INCARNATION, DataTypes.IntegerType)
                .add(ChangeLogTable.LSN, DataTypes.LongType)
                .add(ChangeLogTable.PREVIOUS_COMMIT, DataTypes.LongType)
                .add(ChangeLogTable.TRANSACTION, DataTypes.LongType)
                .add(ChangeLogTable.COMMITTED_AT, DataTypes.LongType)
                .add(ABSENT, DataTypes.createArrayType(DataTypes.IntegerType))
                .add(ROW, SparkTypes.of(target));
    }

    /** The event that such a row holds. */
    static RowEvent event(Row row) {
        Operation operation = Operation.ofCode(row.getString(0));
        List<Object> values = List.of();
        if (operation != Operation.DELETE) {
            values = values(row.getStruct(7));
            List<Integer> absent = row.getList(6);
            for (int column : absent) {
                values.set(column, RowChange.ABSENT);
            }
        }
        var change = new RowChange(operation, row.getInt(1), row.getLong(2), row.getLong(3), values);
        return new RowEvent(change, row.getLong(4), row.getLong(5));
    }

    /** The values of a row, in a list that may be changed. */
    static List<Object> values(Row row) {
        List<Object> values = new ArrayList<>(row.size());
        for (int column = 0; column < row.size(); column++) {
            values.add(row.get(column));
        }
        return values;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> changes) {
        Map<String, TableSchema> sources = new HashMap<>();
        schemas.forEach((id, json) -> sources.put(id, TableSchema.parse(json)));
        return new Rows(changes, new ChangeDecoder(TableSchema.parse(target), sources));
    }

    private static final class Rows implements Iterator<Row> {
        private final Iterator<Row> changes;
        private final ChangeDecoder decoder;
        private Row next;

        Rows(Iterator<Row> changes, ChangeDecoder decoder) {
            this.changes = changes;
            this.decoder = decoder;
        }

        @Override
        public boolean hasNext() {
            while (next == null && changes.hasNext()) {
                next = decoded(changes.next());
            }
            return next != null;
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Row row = next;
            next = null;
            return row;
        }

        private Row decoded(Row row) {
            try {
                String op = row.getAs(ChangeLogTable.OP);
                String schema = row.getAs(ChangeLogTable.SCHEMA);
                List<Object> values = Operation.ofCode(op) == Operation.DELETE
                        ? decoder.key(schema, row.getAs(ChangeLogTable.KEY))
                        : decoder.row(schema, row.getAs(ChangeLogTable.AFTER));
                List<Object> absent = new ArrayList<>();
                for (int column = 0; column < values.size(); column++) {
                    if (values.get(column) == RowChange.ABSENT) {
                        absent.add(column);
                        values.set(column, null);
                    }
                }
                return RowFactory.create(
                        op,
                        row.getAs(ChangeLogTable.INCARNATION),
                        row.getAs(ChangeLogTable.LSN),
                        row.getAs(ChangeLogTable.PREVIOUS_COMMIT),
                        row.getAs(ChangeLogTable.TRANSACTION),
                        row.getAs(ChangeLogTable.COMMITTED_AT),
                        CollectionConverters.asScala(absent).toSeq(),
                        RowFactory.create(values.toArray()));
            } catch (UnfitValueException e) {
                // The fold of the silver table has put it aside with this reason.
                return null;
            }
        }
    }
}
