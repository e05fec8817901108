package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.bronze.ChangeLog;
import io.millrace.lakehouse.bronze.ChangeLogTable;
import io.millrace.lakehouse.bronze.Positions;
import io.millrace.lakehouse.quarantine.QuarantineTable;
import io.millrace.lakehouse.schema.QuotedName;
import io.millrace.lakehouse.schema.SchemaCatalog;
import io.millrace.lakehouse.schema.SparkTypes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * A silver table at a position that it has perhaps not reached: a version of it with the changes since on top, folded as
 * they will be.
 *
 * @param source the table in the source
 * @param version of the Delta table
 * @param position what the version equals
 */
public record TableAtPosition(TableId source, String location, long version, Position position) {
    /** So many changes are sent to every task sooner than the table is exchanged between tasks. */
    private static final long FEW = 100_000;

    /**
     * The rows; close it when they were read.
     *
     * @param schema the columns, with the source's key
     * @param doubt why these are perhaps not the rows that the table will have at the position
     * @param putAside for keys whose changes cannot be applied, why
     */
    public record Rows(
            Dataset<Row> rows,
            TableSchema schema,
            Optional<String> doubt,
            Map<String, String> putAside,
            Runnable release)
            implements AutoCloseable {
        @Override
        public void close() {
            release.run();
        }
    }

    /**
     * The table at a position.
     *
     * @param session whose times are those of java.time
     * @param logVersion a version of the change log that is complete up to the position
     */
    public Rows at(Position upTo, ChangeLog log, long logVersion, SchemaCatalog catalog, SparkSession session) {
        SparkSession.setActiveSession(session);
        Dataset<Row> silver =
                session.read().format("delta").option("versionAsOf", version).load(location);
        TableSchema told = log.reloads()
                .columns(source, upTo, catalog)
                .orElseThrow(() -> new PipelineException(
                        FailureKind.NOT_READY, "The columns of %s are not known yet".formatted(source)));
        if (!log.reloads().hasTold(source, upTo, catalog)) {
            // What columns a table has that nobody writes is told later than it happened.
            return new Rows(silver, told, Optional.of("Its columns became others just now"), Map.of(), () -> {});
        }
        var columns = TargetColumns.of(told, Optional.of(silver.schema()));
        if (columns.refusal().isPresent()) {
            return new Rows(silver, columns.schema(), columns.refusal(), Map.of(), () -> {});
        }
        for (TableSchema.Column added : columns.added()) {
            silver = silver.withColumn(added.name(), functions.lit(null).cast(SparkTypes.of(added.type())));
        }
        Dataset<Row> changes = log.table().changes(session, logVersion, source, new Positions(position, upTo));
        Optional<Truncation> truncation = Truncation.latest(changes);
        Dataset<Row> folded = changes.where(functions.col(ChangeLogTable.OP).notEqual(Operation.TRUNCATE.code()))
                .repartition(functions.col(ChangeLogTable.KEY))
                .sortWithinPartitions(ChangeLogTable.KEY)
                .mapPartitions(
                        new FoldPartition(
                                columns, catalog.of(source), new History(truncation, truncation.isEmpty(), Map.of())),
                        Encoders.row(FoldedRows.columns(columns.schema())))
                .persist(StorageLevel.MEMORY_AND_DISK());
        FoldSummary summary = FoldSummary.of(folded, told.key());
        Dataset<Row> base = truncation.isPresent() ? silver.limit(0) : silver;
        if (summary.changesNothing() && summary.rejected() == 0) {
            folded.unpersist();
            return new Rows(base, columns.schema(), Optional.empty(), Map.of(), () -> {});
        }
        var fold = new Folded(base, folded, columns.schema(), summary.upserts() + summary.deletes() <= FEW);
        return new Rows(fold.rows(), columns.schema(), fold.doubt(), fold.putAside(), folded::unpersist);
    }

    /** Changes that are laid over the rows of a table. */
    private record Folded(Dataset<Row> base, Dataset<Row> folded, TableSchema schema, boolean few) {

        Dataset<Row> rows() {
            Dataset<Row> written = FoldedRows.written(folded);
            Column same = new MergeClause(schema).condition(new FoldSummary(0, 0, 0, 0, 0, Map.of()));
            Dataset<Row> changed = written.as(MergeClause.SOURCE);
            Dataset<Row> keys = few ? functions.broadcast(changed) : changed;
            Dataset<Row> target = base.as(MergeClause.TARGET);
            Dataset<Row> kept = target.join(keys, same, "left_anti");
            Dataset<Row> met = target.join(keys, same, "left_semi").as(MergeClause.TARGET);
            Column isThere = schema.key().stream()
                    .map(name -> MergeClause.target(name).isNotNull())
                    .reduce(Column::and)
                    .orElseThrow();
            Map<String, Column> updated = new MergeClause(schema).updated(true);
            Column[] values = schema.columns().stream()
                    .map(column -> updated.get(QuotedName.of(column.name())).as(column.name()))
                    .toArray(Column[]::new);
            Dataset<Row> touched = written.as(MergeClause.SOURCE)
                    .where(functions.not(MergeClause.isDelete()))
                    .join(met, same, "left")
                    .where(MergeClause.isWhole().or(isThere))
                    .select(values);
            return kept.unionByName(touched);
        }

        /** Of what is doubtful the lake will ask the source, and show the answer as of then. */
        Optional<String> doubt() {
            Column same = new MergeClause(schema).condition(new FoldSummary(0, 0, 0, 0, 0, Map.of()));
            UnaryOperator<Dataset<Row>> source = rows -> rows.as(MergeClause.SOURCE);
            Dataset<Row> target = base.as(MergeClause.TARGET);
            long rows = FoldedRows.unknown(folded).count()
                    + source.apply(FoldedRows.partial(folded))
                            .join(target, same, "left_anti")
                            .count()
                    + source.apply(FoldedRows.suspect(folded))
                            .join(target, same, "left_semi")
                            .count();
            return rows == 0
                    ? Optional.empty()
                    : Optional.of("Only the source can tell of %d rows that were changed last".formatted(rows));
        }

        Map<String, String> putAside() {
            Map<String, String> reasons = new HashMap<>();
            List<Row> rejected = FoldedRows.rejected(folded)
                    .select(QuarantineTable.KEY, QuarantineTable.REASON)
                    .collectAsList();
            rejected.forEach(
                    row -> reasons.put(new String(row.<byte[]>getAs(0), StandardCharsets.UTF_8), row.getString(1)));
            return reasons;
        }
    }
}
