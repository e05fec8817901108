package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableSchema;
import io.millrace.lakehouse.bronze.ChangeLogTable;
import io.millrace.lakehouse.bronze.ChangeRows;
import io.millrace.lakehouse.quarantine.QuarantineTable;
import io.millrace.lakehouse.schema.UnfitValueException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/** Folds rows of the change log that are sorted by key into rows to be written. */
final class FoldPartition implements MapPartitionsFunction<Row, Row> {
    private static final String NOT_IN_LAKE =
            "The change leaves out values that did not change, and the lake does not have the row";

    private final String target;
    private final Map<String, String> schemas;
    private final Truncation truncation;
    private final boolean onTarget;
    private final Map<String, Long> readsSaw;

    /**
     * Folds the changes of one table.
     *
     * @param columns the table's columns in the lake
     * @param sources the schemas that changes may name, by id
     */
    FoldPartition(TargetColumns columns, Map<String, TableSchema> sources, History history) {
        this.target = columns.schema().json();
        this.schemas = new HashMap<>();
        sources.forEach((id, schema) -> schemas.put(id, schema.json()));
        this.truncation = history.truncation().orElse(null);
        this.onTarget = history.onTarget();
        this.readsSaw = new HashMap<>();
        history.readsSaw().forEach((read, commit) -> readsSaw.put(read.toString(), commit.lsn()));
    }

    @Override
    public Iterator<Row> call(Iterator<Row> changes) {
        Map<String, TableSchema> sources = new HashMap<>();
        schemas.forEach((id, json) -> sources.put(id, TableSchema.parse(json)));
        return new Rows(changes, TableSchema.parse(target), sources);
    }

    private final class Rows implements Iterator<Row> {
        private final Iterator<Row> changes;
        private final TableSchema columns;
        private final ChangeDecoder decoder;
        private final ChangeCodec codec = new ChangeCodec();
        private final Deque<Row> ready = new ArrayDeque<>();
        private Row ahead;

        Rows(Iterator<Row> changes, TableSchema columns, Map<String, TableSchema> sources) {
            this.changes = changes;
            this.columns = columns;
            this.decoder = new ChangeDecoder(columns, sources);
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && (ahead != null || changes.hasNext())) {
                foldNextKey();
            }
            return !ready.isEmpty();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.remove();
        }

        private void foldNextKey() {
            Row first = ahead == null ? changes.next() : ahead;
            ahead = null;
            String key = first.getAs(ChangeLogTable.KEY);
            List<RowChange> history = new ArrayList<>(2);
            Row last = first;
            decode(first, history);
            while (ahead == null && changes.hasNext()) {
                Row row = changes.next();
                if (key.equals(row.getAs(ChangeLogTable.KEY))) {
                    decode(row, history);
                    last = row;
                } else {
                    ahead = row;
                }
            }
            if (!history.isEmpty()) {
                add(RowFold.fold(history, Optional.ofNullable(truncation), onTarget), last);
            }
        }

        private void decode(Row row, List<RowChange> history) {
            try {
                var operation = Operation.ofCode(row.getAs(ChangeLogTable.OP));
                String schema = row.getAs(ChangeLogTable.SCHEMA);
                List<Object> values = List.of();
                if (operation == Operation.DELETE) {
                    decoder.key(schema, row.getAs(ChangeLogTable.KEY));
                } else {
                    values = decoder.row(schema, row.getAs(ChangeLogTable.AFTER));
                }
                history.add(
                        row.isNullAt(row.fieldIndex(ChangeLogTable.RELOAD))
                                ? new RowChange(
                                        operation,
                                        row.getAs(ChangeLogTable.INCARNATION),
                                        row.getAs(ChangeLogTable.LSN),
                                        row.getAs(ChangeLogTable.PREVIOUS_COMMIT),
                                        values)
                                : reloaded(row, values));
            } catch (UnfitValueException e) {
                reject(row, e.getMessage());
            }
        }

        private RowChange reloaded(Row row, List<Object> values) {
            var read = new Position(row.getAs(ChangeLogTable.INCARNATION), row.getAs(ChangeLogTable.LSN));
            long saw = readsSaw.getOrDefault(read.toString(), read.lsn());
            return new RowChange(Operation.READ, read.incarnation(), read.lsn(), saw - 1, values);
        }

        private void add(RowOutcome outcome, Row last) {
            if (outcome instanceof RowOutcome.Present present) {
                List<String> absent = absent(present.values());
                Row otherwise = absent == null ? null : quarantined(last, NOT_IN_LAKE);
                ready.add(FoldedRows.upsert(withoutMarks(present.values()), absent, otherwise));
            } else if (outcome instanceof RowOutcome.Doubtful doubtful) {
                ready.add(FoldedRows.doubtful(
                        doubtful.values(), doubtful.onlyOverRow(), quarantined(last, "One of two rows of a key")));
            } else if (outcome instanceof RowOutcome.Gone) {
                delete(last);
            } else if (outcome instanceof RowOutcome.Unknown) {
                ready.add(FoldedRows.ask(
                        quarantined(last, "A value of the row was never sent, so the row cannot be known")));
            }
        }

        private void delete(Row last) {
            try {
                ready.add(FoldedRows.delete(
                        decoder.key(last.getAs(ChangeLogTable.SCHEMA), last.getAs(ChangeLogTable.KEY))));
            } catch (UnfitValueException e) {
                reject(last, e.getMessage());
            }
        }

        private List<String> absent(List<Object> values) {
            List<String> names = null;
            for (int column = 0; column < values.size(); column++) {
                if (values.get(column) == RowChange.ABSENT) {
                    names = names == null ? new ArrayList<>() : names;
                    names.add(columns.columns().get(column).name());
                }
            }
            return names;
        }

        private List<Object> withoutMarks(List<Object> values) {
            List<Object> plain = new ArrayList<>(values);
            plain.replaceAll(value -> value == RowChange.ABSENT ? null : value);
            return plain;
        }

        private void reject(Row row, String reason) {
            ready.add(FoldedRows.reject(quarantined(row, reason)));
        }

        private Row quarantined(Row row, String reason) {
            Change change = ChangeRows.changeOf(row);
            return QuarantineTable.row(
                    change.table().toString(),
                    reason,
                    row.getAs(ChangeLogTable.TOPIC),
                    row.getAs(ChangeLogTable.PARTITION),
                    row.getAs(ChangeLogTable.OFFSET),
                    codec.encodeKey(change.key()),
                    codec.encode(change));
        }
    }
}
