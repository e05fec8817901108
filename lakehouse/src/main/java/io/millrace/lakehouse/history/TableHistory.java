package io.millrace.lakehouse.history;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.bronze.ChangeLog;
import io.millrace.lakehouse.bronze.ChangeLogTable;
import io.millrace.lakehouse.bronze.Positions;
import io.millrace.lakehouse.history.StepRows.Reload;
import io.millrace.lakehouse.history.StepRows.Truncate;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lease.WriterLease;
import io.millrace.lakehouse.schema.ColumnMarks;
import io.millrace.lakehouse.schema.MissingValue;
import io.millrace.lakehouse.schema.QuotedName;
import io.millrace.lakehouse.schema.SchemaCatalog;
import io.millrace.lakehouse.schema.SparkTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/** Brings the history of one table from the position that it is at to that of a cut through the lake. */
final class TableHistory {
    private static final String KEY = "_key_";

    private final Lake lake;
    private final ChangeLog log;
    private final WriterLease lease;
    private final HistoryTable history;

    TableHistory(Lake lake, ChangeLog log, WriterLease lease, HistoryTable history) {
        this.lake = lake;
        this.log = log;
        this.lease = lease;
        this.history = history;
    }

    /** Makes the rows of the cut the first versions. */
    void begin(LakeSnapshot cut) {
        Dataset<Row> silver = lake.read(cut.tables().get(history.source()));
        HistoryColumns.takenBy(silver.columns()).ifPresent(column -> {
            throw new PipelineException(
                    FailureKind.LAKE,
                    "%s has the column %s, which a history needs for itself; it keeps none"
                            .formatted(history.source(), column));
        });
        lease.check();
        history.begin(silver, new Progress(cut.position(), cut.sourceTime()));
    }

    /**
     * Adds what happened after a position.
     *
     * @param from up to where the history is complete
     * @param reloaded whether rows of the table may have come another way than by changes since then; all of them are
     *     compared then
     */
    void advance(Position from, LakeSnapshot cut, SchemaCatalog catalog, boolean reloaded) {
        SparkSession.setActiveSession(history.session());
        history.choosePlans(cut.tables().get(history.source()), cut.position().lsn() - from.lsn());
        TableSchema source = log.reloads()
                .columns(history.source(), cut.position(), catalog)
                .orElseThrow(() -> new PipelineException(
                        FailureKind.NOT_READY, "The schema of %s is not known yet".formatted(history.source())));
        Dataset<Row> silver = history.session()
                .read()
                .format("delta")
                .option("versionAsOf", cut.tables().get(history.source()).version())
                .load(cut.tables().get(history.source()).location());
        TableSchema table = columns(silver, source);
        Dataset<Row> changes = log.table()
                .changes(
                        history.session(), log.table().version(), history.source(), new Positions(from, cut.position()))
                .where(functions.col(ChangeLogTable.RELOAD).isNull());
        List<Truncate> truncates = truncates(changes);
        Dataset<Row> events = changes.where(functions.col(ChangeLogTable.OP).notEqual(Operation.TRUNCATE.code()))
                .mapPartitions(
                        new EventRows(table, catalog.of(history.source())), Encoders.row(EventRows.columns(table)))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            KeyRange range = KeyRange.of(events, table.key(), TableHistory::keyOfEvent);
            boolean all = reloaded || !truncates.isEmpty();
            if (all || range.count() > 0) {
                KeyRange keys = all ? KeyRange.all() : range;
                Optional<Reload> reload = reloaded
                        ? Optional.of(new Reload(
                                StepRows.micros(cut.sourceTime()),
                                cut.position().toString()))
                        : Optional.empty();
                Dataset<Row> steps = known(events, table, keys, all, reloaded ? Optional.of(silver) : Optional.empty())
                        .flatMap(new StepRows(table, truncates, reload), Encoders.row(StepRows.columns(table)));
                write(steps, table, keys, cut.position());
            }
        } finally {
            events.unpersist();
        }
    }

    private void write(Dataset<Row> steps, TableSchema table, KeyRange keys, Position reached) {
        Dataset<Row> kept = steps.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            if (kept.isEmpty()) {
                return;
            }
            lease.check();
            history.lock().lock();
            try {
                history.merge(kept, table, keys, reached);
            } finally {
                history.lock().unlock();
            }
        } finally {
            kept.unpersist();
        }
    }

    /** The columns that the history has to follow the table, which it gets. */
    private TableSchema columns(Dataset<Row> silver, TableSchema source) {
        TableSchema marked = ColumnMarks.read(history.source(), silver.schema());
        List<TableSchema.Column> columns = new ArrayList<>();
        for (TableSchema.Column column : marked.columns()) {
            String missing = source.same(marked, column)
                    .filter(MissingValue::fits)
                    .map(TableSchema.Column::missing)
                    .orElse(null);
            columns.add(new TableSchema.Column(
                    column.name(), column.type(), true, column.sourceType(), column.number(), missing));
        }
        var table = new TableSchema(
                history.source(), columns, marked.key().isEmpty() ? source.key() : marked.key(), marked.relation());
        HistoryShape shape = HistoryShape.of(
                ColumnMarks.read(history.source(), history.sourceColumns()), table, history.qualified());
        if (shape.reshaped() || !shape.added().isEmpty()) {
            lease.check();
            history.lock().lock();
            try {
                if (shape.reshaped()) {
                    history.reshape(shape);
                } else {
                    history.add(shape);
                }
            } finally {
                history.lock().unlock();
            }
        }
        return shape.schema();
    }

    private static List<Truncate> truncates(Dataset<Row> changes) {
        return changes
                .where(functions.col(ChangeLogTable.OP).equalTo(Operation.TRUNCATE.code()))
                .select(
                        ChangeLogTable.INCARNATION,
                        ChangeLogTable.LSN,
                        ChangeLogTable.PREVIOUS_COMMIT,
                        ChangeLogTable.TRANSACTION,
                        ChangeLogTable.COMMITTED_AT)
                // One stands in every partition of the topic.
                .distinct()
                .collectAsList()
                .stream()
                .map(row -> new Truncate(row.getInt(0), row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .toList();
    }

    /** What is known of each key: its events, its open version and, after a reload, its row. */
    private Dataset<Row> known(
            Dataset<Row> events, TableSchema table, KeyRange keys, boolean all, Optional<Dataset<Row>> silver) {
        Column[] eventKey = table.key().stream()
                .map(name -> keyOfEvent(name).as(KEY + name))
                .toArray(Column[]::new);
        Column[] fields = Arrays.stream(EventRows.columns(table).fieldNames())
                .map(functions::col)
                .toArray(Column[]::new);
        Dataset<Row> known = events.groupBy(eventKey)
                .agg(functions.collect_list(functions.struct(fields)).as(StepRows.EVENTS));
        Dataset<Row> open = history.open().where(keys.holds(name -> functions.col(QuotedName.of(name))));
        known = joined(known, keyed(open, HistoryColumns.of(table).fieldNames(), StepRows.OPEN, table), table, all);
        known = silver.isPresent()
                ? joined(known, keyed(withAll(silver.get(), table), names(table), StepRows.NOW, table), table, true)
                : known.withColumn(StepRows.NOW, functions.lit(null).cast(SparkTypes.of(table)));
        return known.select(StepRows.EVENTS, StepRows.OPEN, StepRows.NOW);
    }

    private static Dataset<Row> withAll(Dataset<Row> silver, TableSchema table) {
        Dataset<Row> rows = silver;
        for (TableSchema.Column column : table.columns()) {
            if (silver.schema().getFieldIndex(column.name()).isEmpty()) {
                rows = rows.withColumn(column.name(), functions.lit(null).cast(SparkTypes.of(column.type())));
            }
        }
        return rows;
    }

    private static String[] names(TableSchema table) {
        return table.columns().stream().map(TableSchema.Column::name).toArray(String[]::new);
    }

    /** The rows as one column, beside their key. */
    private static Dataset<Row> keyed(Dataset<Row> rows, String[] columns, String as, TableSchema table) {
        Column[] fields = Arrays.stream(columns)
                .map(name -> functions.col(QuotedName.of(name)))
                .toArray(Column[]::new);
        List<Column> selected = new ArrayList<>();
        table.key()
                .forEach(name -> selected.add(functions.col(QuotedName.of(name)).as(KEY + name)));
        selected.add(functions.struct(fields).as(as));
        return rows.select(selected.toArray(Column[]::new));
    }

    private static Dataset<Row> joined(Dataset<Row> left, Dataset<Row> right, TableSchema table, boolean all) {
        String[] key = table.key().stream().map(name -> KEY + name).toArray(String[]::new);
        return left.join(right, key, all ? "full_outer" : "left_outer");
    }

    private static Column keyOfEvent(String name) {
        return functions.col(EventRows.ROW).getField(name);
    }
}
