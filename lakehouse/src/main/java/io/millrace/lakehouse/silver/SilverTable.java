package io.millrace.lakehouse.silver;

import io.delta.tables.DeltaTable;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lake.TableFeatures;
import io.millrace.lakehouse.lake.TableState;
import io.millrace.lakehouse.schema.ColumnMarks;
import io.millrace.lakehouse.schema.MissingValue;
import io.millrace.lakehouse.schema.QuotedName;
import io.millrace.lakehouse.schema.SparkTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * A table that holds the source's live rows. Every write is one commit that also holds the position which the rows
 * then equal; writing an earlier position again changes nothing.
 */
public final class SilverTable {
    private static final String APPLICATION_CONF = "spark.databricks.delta.write.txnAppId";
    private static final String VERSION_CONF = "spark.databricks.delta.write.txnVersion";
    private static final String METADATA_CONF = "spark.databricks.delta.commitInfo.userMetadata";

    private static final Map<String, String> PROPERTIES = Map.of(
            "delta.enableDeletionVectors", "true",
            "delta.checkpointInterval", "20",
            "delta.logRetentionDuration", "interval 7 days",
            "delta.deletedFileRetentionDuration", "interval 7 days");

    private static final String DELETION_VECTORS_CONF = "spark.databricks.delta.merge.deletionVectors.persistent";

    /** Up to so many rows a file is written anew sooner than its deleted rows are marked, and is read faster. */
    private static final long REWRITTEN_ROWS = 500_000;

    /** No column of a table is called so. */
    private static final String ROWS_OF_KEY = "rows of the key in the lake";

    private static final long ROWS_PER_FILE = 2_000_000;

    private final Lake lake;
    private final TableId source;
    private final String schema;
    private final String name;
    private final SparkSession session;
    private final VersionLock lock = new VersionLock();
    private volatile long rows = -1;
    /** Id of the schema whose columns the table was last seen to have; null before it was looked at. */
    private volatile String followed;

    private boolean known;
    private Optional<Position> position = Optional.empty();

    public SilverTable(Lake lake, LakeNames names, TableId source) {
        this.lake = lake;
        this.source = source;
        this.schema = names.schema();
        this.name = names.table(source);
        // Its own, because position and metadata of a merge are settings of its session.
        this.session = lake.spark().newSession();
        session.conf().set("spark.sql.datetime.java8API.enabled", "true");
        // The changes are kept in memory or read again from a fixed version: the same either way.
        session.conf().set("spark.databricks.delta.merge.materializeSource", "none");
        session.conf().set("spark.databricks.delta.merge.failSourceCachedAfterMaterialization", "false");
    }

    public TableId source() {
        return source;
    }

    /** The name with the schema, such as {@code shop.orders}. */
    public String qualified() {
        return schema + "." + name;
    }

    public String location() {
        return lake.location(schema, name);
    }

    SparkSession session() {
        return session;
    }

    /** Held by whoever writes the table. */
    public Lock lock() {
        return lock;
    }

    /**
     * The position that the rows equal; nothing while there is no table. Read from the table once: after that its
     * writer knows it.
     */
    public synchronized Optional<Position> position() {
        if (!known) {
            position = lake.positionOf(schema, name);
            known = true;
        }
        return position;
    }

    /** The newest Delta version and the position that it says itself, read from the log. */
    public Optional<TableState> state() {
        return lake.state(schema, name);
    }

    /**
     * The newest Delta version; nothing while there is no table. The log is listed again only once somebody has held
     * {@link #lock} since: nobody else writes the table, and a cut asks for the version of every table.
     */
    public OptionalLong version() {
        return lock.version(() -> lake.version(schema, name));
    }

    /** The table's columns; nothing while there is no table. */
    Optional<StructType> columns() {
        return lake.exists(schema, name)
                ? Optional.of(session.read().format("delta").load(location()).schema())
                : Optional.empty();
    }

    /** Number of rows now; zero while there is no table. */
    public synchronized long rows() {
        if (rows < 0) {
            rows = lake.exists(schema, name) ? counted() : 0;
        }
        return rows;
    }

    private long counted() {
        return session.read().format("delta").load(location()).count();
    }

    /** Number of rows as far as it is known without asking the lake. */
    public long knownRows() {
        return Math.max(rows, 0);
    }

    private synchronized void rows(long count) {
        rows = count;
    }

    /** Replaces all rows and the columns, or makes the table. */
    void rewrite(Dataset<Row> folded, TargetColumns columns, FoldSummary summary, Position position) {
        Dataset<Row> rows = marked(FoldedRows.whole(folded), columns, MergeClause::column);
        var writer = overwriting(orderedByKey(rows, columns.schema(), summary.upserts()));
        if (version().isEmpty()) {
            writer.options(TableFeatures.ofNew(rows.schema()));
        } else {
            TableFeatures.bring(session, location(), rows.schema());
        }
        save(writer, position);
        rows(summary.upserts());
    }

    private static DataFrameWriter<Row> overwriting(Dataset<Row> rows) {
        return rows.write()
                .format("delta")
                .mode(SaveMode.Overwrite)
                .option("overwriteSchema", "true")
                .options(PROPERTIES);
    }

    /** The rows in the columns of the table, each column with the mark of the source's. */
    private static Dataset<Row> marked(
            Dataset<Row> rows, TargetColumns columns, Function<TableSchema.Column, Column> value) {
        return rows.select(columns.schema().columns().stream()
                .map(column -> value.apply(column).as(column.name(), ColumnMarks.of(columns.schema(), column)))
                .toArray(Column[]::new));
    }

    /**
     * Gives the rows the columns that the source's rows have, in one commit. They equal the position that they equalled
     * before: with these columns the source has the same rows there.
     */
    void reshape(TargetColumns columns) {
        Dataset<Row> held = session.read().format("delta").load(location());
        Dataset<Row> rows = marked(
                held,
                columns,
                column -> columns.origins().containsKey(column.name())
                        ? MergeClause.named(columns.origins().get(column.name()))
                                .cast(SparkTypes.of(column.type()))
                        : MissingValue.literal(column));
        TableFeatures.bring(session, location(), rows.schema());
        OptionalLong before = version();
        var writer = overwriting(orderedByKey(rows, columns.schema(), rows()));
        position().ifPresent(at -> writer.option("userMetadata", at.toString()));
        writer.save(location());
        requireCommit(before, "its columns");
    }

    /** Adds rows to a table that has none. */
    void fill(Dataset<Row> folded, TargetColumns columns, FoldSummary summary, Position position) {
        save(
                orderedByKey(FoldedRows.whole(folded), columns.schema(), summary.upserts())
                        .write()
                        .format("delta")
                        .mode(SaveMode.Append),
                position);
        rows(summary.upserts() - summary.partial());
    }

    /** Replaces all rows, after a truncate. */
    void replace(Dataset<Row> folded, TargetColumns columns, FoldSummary summary, Position position) {
        save(
                orderedByKey(FoldedRows.whole(folded), columns.schema(), summary.upserts())
                        .write()
                        .format("delta")
                        .mode(SaveMode.Overwrite),
                position);
        rows(summary.upserts() - summary.partial());
    }

    /** Applies changes to the rows that are there. */
    void merge(Dataset<Row> folded, TargetColumns columns, FoldSummary summary, Position position) {
        merge(FoldedRows.written(folded), new MergeClause(columns.schema()), summary, position);
    }

    /** The same for rows that were read again, which leave one row of each key also where there were more. */
    void mergeReread(Dataset<Row> folded, TargetColumns columns, FoldSummary summary, Position position) {
        var clause = new MergeClause(columns.schema());
        Dataset<Row> written = FoldedRows.written(folded);
        Column[] key = columns.schema().key().stream().map(MergeClause::target).toArray(Column[]::new);
        Dataset<Row> doubled = session.read()
                .format("delta")
                .load(location())
                .as(MergeClause.TARGET)
                .join(written.as(MergeClause.SOURCE), clause.condition(summary), "left_semi")
                .groupBy(key)
                .agg(functions.count(functions.lit(1)).as(ROWS_OF_KEY))
                .where(functions.col(QuotedName.of(ROWS_OF_KEY)).gt(1))
                .persist();
        try {
            if (doubled.isEmpty()) {
                merge(written, clause, summary, position);
            } else {
                merge(FoldedRows.replacing(written, doubled, columns.schema().key()), clause, summary, position);
            }
        } finally {
            doubled.unpersist();
        }
        // What was mended may have been behind the count as well as behind the rows.
        rows(counted());
    }

    private void merge(Dataset<Row> written, MergeClause clause, FoldSummary summary, Position position) {
        long rowsBefore = rows();
        OptionalLong before = version();
        try {
            if (isLater(position)) {
                session.conf().set(APPLICATION_CONF, TableState.application(position));
                session.conf().set(VERSION_CONF, position.lsn());
            }
            session.conf().set(METADATA_CONF, position.toString());
            session.conf().set(DELETION_VECTORS_CONF, rowsBefore > REWRITTEN_ROWS);
            Row counts = DeltaTable.forPath(session, location())
                    .as(MergeClause.TARGET)
                    .merge(
                            written.as(MergeClause.SOURCE),
                            clause.condition(summary).and(MergeClause.isNoReplacement()))
                    .whenMatched(MergeClause.isDelete())
                    .delete()
                    .whenMatched()
                    .update(clause.updated(summary.partial() > 0))
                    .whenNotMatched(MergeClause.isWhole())
                    .insert(clause.inserted())
                    .execute()
                    .first();
            rows(rowsBefore + counts.<Long>getAs("num_inserted_rows") - counts.<Long>getAs("num_deleted_rows"));
        } finally {
            session.conf().unset(APPLICATION_CONF);
            session.conf().unset(VERSION_CONF);
            session.conf().unset(METADATA_CONF);
        }
        committed(before, position);
    }

    /** Those of the rows that need what the lake has of them and whose row the lake does not have. */
    Dataset<Row> orphans(Dataset<Row> folded, TargetColumns columns, FoldSummary summary) {
        return joined(FoldedRows.partial(folded), columns, summary, "left_anti");
    }

    /** Those of the rows that are doubtful because the lake has one of the same key. */
    Dataset<Row> doubtful(Dataset<Row> folded, TargetColumns columns, FoldSummary summary) {
        return joined(FoldedRows.suspect(folded), columns, summary, "left_semi");
    }

    private Dataset<Row> joined(Dataset<Row> rows, TargetColumns columns, FoldSummary summary, String how) {
        Column same = new MergeClause(columns.schema()).condition(summary);
        Dataset<Row> target = session.read().format("delta").load(location()).as(MergeClause.TARGET);
        return rows.as(MergeClause.SOURCE).join(target, same, how);
    }

    /** Adds columns that the source has added; rows that are there have no value in them. */
    void add(TargetColumns columns) {
        StructType added = new StructType();
        for (TableSchema.Column column : columns.added()) {
            added = added.add(
                    column.name(), SparkTypes.of(column.type()), true, ColumnMarks.of(columns.schema(), column));
        }
        TableFeatures.bring(session, location(), added);
        OptionalLong before = version();
        // No rows, but columns with their marks, which ALTER TABLE cannot give them.
        session.createDataFrame(List.<Row>of(), added)
                .write()
                .format("delta")
                .mode(SaveMode.Append)
                .option("mergeSchema", "true")
                .save(location());
        requireCommit(before, "its new columns");
    }

    /** Neighbouring keys in one file, so that later merges touch few files. */
    private static Dataset<Row> orderedByKey(Dataset<Row> rows, TableSchema schema, long count) {
        int files = (int) (count / ROWS_PER_FILE) + 1;
        Column[] key = schema.key().stream()
                .map(name -> functions.col(QuotedName.of(name)))
                .toArray(Column[]::new);
        return (files == 1 ? rows.coalesce(1) : rows.repartitionByRange(files, key)).sortWithinPartitions(key);
    }

    private void save(DataFrameWriter<Row> writer, Position position) {
        OptionalLong before = version();
        if (isLater(position)) {
            writer.option("txnAppId", TableState.application(position)).option("txnVersion", position.lsn());
        }
        writer.option("userMetadata", position.toString()).save(location());
        committed(before, position);
    }

    /** At the position that the table has already, a reload may be written, which Delta would take for a replay. */
    private boolean isLater(Position reached) {
        return position().map(own -> reached.compareTo(own) > 0).orElse(true);
    }

    private void committed(OptionalLong before, Position reached) {
        requireCommit(before, "its rows at " + reached);
        synchronized (this) {
            position = Optional.of(reached);
            known = true;
        }
    }

    /** Delta drops without a word what it takes for a replay; the version tells that it did not. */
    private void requireCommit(OptionalLong before, String what) {
        if (version().equals(before)) {
            throw new PipelineException(
                    FailureKind.INTERNAL,
                    "%s did not take %s as new; has another process written it?".formatted(qualified(), what));
        }
    }

    /** Whether the columns are known to be those of that schema. */
    boolean follows(String schemaId) {
        return schemaId.equals(followed);
    }

    /** The columns are those of that schema now. */
    void follow(String schemaId) {
        followed = schemaId;
    }
}
