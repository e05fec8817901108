package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.lakehouse.lake.Lake;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The change log: every change of every table as it was published, and how far each topic partition was read.
 *
 * <p>One table for all source tables, so that a micro-batch is one commit. A row whose source table is
 * {@link #PROGRESS} is a mark: up to which offset a partition is here, and the last progress record found in it. Records
 * that cannot be read are here as they came.
 */
public final class ChangeLogTable {
    public static final String NAME = "changes";

    /** Takes the place of the source table in marks; no table's name lacks a dot. */
    static final String PROGRESS = "progress";

    static final String MARK = "p";

    /** Takes the place of the source table in rows that hold a record as it came, because it cannot be read. */
    static final String UNREADABLE = "unreadable";

    static final String GARBAGE = "x";

    public static final String SOURCE_TABLE = "source_table";
    public static final String INGEST_DATE = "ingest_date";
    public static final String OP = "op";
    public static final String INCARNATION = "incarnation";
    public static final String LSN = "lsn";
    public static final String PREVIOUS_COMMIT = "previous_commit";
    public static final String TRANSACTION = "transaction_id";
    /** Microseconds since the epoch. */
    public static final String COMMITTED_AT = "committed_at";

    public static final String SCHEMA = "schema_id";
    public static final String KEY = "key";
    public static final String BEFORE = "before";
    public static final String AFTER = "after";
    public static final String TOPIC = "topic";
    public static final String PARTITION = "partition";
    public static final String OFFSET = "offset";
    /** Why a record is unreadable, and its bytes. */
    static final String REASON = "reason";

    static final String RECORD_KEY = "record_key";
    static final String RECORD_VALUE = "record_value";

    /** The re-reading that a row belongs to; null for what the stream said. */
    public static final String RELOAD = "reload";

    static final StructType COLUMNS = new StructType()
            .add(SOURCE_TABLE, DataTypes.StringType)
            .add(INGEST_DATE, DataTypes.DateType)
            .add(OP, DataTypes.StringType)
            .add(INCARNATION, DataTypes.IntegerType)
            .add(LSN, DataTypes.LongType)
            .add(PREVIOUS_COMMIT, DataTypes.LongType)
            .add(TRANSACTION, DataTypes.LongType)
            .add(COMMITTED_AT, DataTypes.LongType)
            .add(SCHEMA, DataTypes.StringType)
            .add(KEY, DataTypes.StringType)
            .add(BEFORE, DataTypes.StringType)
            .add(AFTER, DataTypes.StringType)
            .add(TOPIC, DataTypes.StringType)
            .add(PARTITION, DataTypes.IntegerType)
            .add(OFFSET, DataTypes.LongType)
            .add(REASON, DataTypes.StringType)
            .add(RECORD_KEY, DataTypes.BinaryType)
            .add(RECORD_VALUE, DataTypes.BinaryType)
            .add(RELOAD, DataTypes.StringType);

    private static final Map<String, String> PROPERTIES = Map.of(
            // A commit every few seconds: a checkpoint of the log for every tenth would cost more than the commits.
            "delta.checkpointInterval", "100",
            "delta.dataSkippingStatsColumns", String.join(",", OP, INCARNATION, PREVIOUS_COMMIT, LSN, OFFSET),
            "delta.logRetentionDuration", "interval 2 days",
            "delta.deletedFileRetentionDuration", "interval 2 days");

    private final Lake lake;
    private final String schema;

    public ChangeLogTable(Lake lake, LakeNames names) {
        this.lake = lake;
        this.schema = names.logSchema();
    }

    /** Where the table is. */
    public String location() {
        return lake.location(schema, NAME);
    }

    /**
     * Makes the table if it is not there.
     *
     * @return whether it is new
     */
    public boolean create() {
        boolean absent = !lake.exists(schema, NAME);
        if (absent) {
            lake.spark()
                    .createDataFrame(List.of(), COLUMNS)
                    .write()
                    .format("delta")
                    .partitionBy(SOURCE_TABLE, INGEST_DATE)
                    .options(PROPERTIES)
                    .save(location());
        }
        return absent;
    }

    /** Its newest version. */
    public long version() {
        return lake.version(schema, NAME).orElseThrow();
    }

    /** The changes of a table in a range of positions, as of a version of the log. */
    public Dataset<Row> changes(SparkSession session, long version, TableId table, Positions range) {
        return session.read()
                .format("delta")
                .option("versionAsOf", version)
                .load(location())
                .where(functions.col(SOURCE_TABLE).equalTo(table.toString()))
                .where(between(range.after(), range.upTo()));
    }

    private static Column between(Position after, Position upTo) {
        Column incarnation = functions.col(INCARNATION);
        Column previousCommit = functions.col(PREVIOUS_COMMIT);
        if (after.incarnation() == upTo.incarnation()) {
            // Said this plainly so that files are skipped by their statistics.
            return incarnation
                    .equalTo(upTo.incarnation())
                    .and(previousCommit.geq(after.lsn()))
                    .and(previousCommit.lt(upTo.lsn()));
        }
        return isPartOf(upTo).and(functions.not(isPartOf(after)));
    }

    private static Column isPartOf(Position position) {
        return functions
                .col(INCARNATION)
                .lt(position.incarnation())
                .or(functions
                        .col(INCARNATION)
                        .equalTo(position.incarnation())
                        .and(functions.col(PREVIOUS_COMMIT).lt(position.lsn())));
    }

    /**
     * For each table with changes that are not part of a position: how many, the first and the last position before one
     * of them, and whether a truncate is among them.
     */
    Dataset<Row> pending(Position after) {
        Column before = functions.struct(functions.col(INCARNATION), functions.col(PREVIOUS_COMMIT));
        return lake.read(schema, NAME)
                .where(functions.col(SOURCE_TABLE).isin(PROGRESS, UNREADABLE).equalTo(false))
                .where(functions
                        .col(INCARNATION)
                        .gt(after.incarnation())
                        .or(functions
                                .col(INCARNATION)
                                .equalTo(after.incarnation())
                                .and(functions.col(PREVIOUS_COMMIT).geq(after.lsn()))))
                .groupBy(SOURCE_TABLE)
                .agg(
                        functions.count(functions.lit(1)),
                        functions.min(before).as("first"),
                        functions.max(before).as("last"),
                        functions
                                .max(functions.col(OP).equalTo(Operation.TRUNCATE.code()))
                                .as("truncated"));
    }

    /** The records that cannot be read, as they came, of this day and later. */
    Dataset<Row> unreadable(LocalDate since) {
        return lake.read(schema, NAME)
                .where(functions.col(SOURCE_TABLE).equalTo(UNREADABLE))
                .where(functions
                        .col(INGEST_DATE)
                        .geq(functions.lit(since.toString()).cast(DataTypes.DateType)))
                .select(TOPIC, PARTITION, OFFSET, REASON, RECORD_KEY, RECORD_VALUE);
    }

    /** Appends rows of these columns in one commit. */
    void append(Dataset<Row> rows) {
        rows.write().format("delta").mode(SaveMode.Append).save(location());
    }

    /** The latest mark of each topic partition. */
    Dataset<Row> marks() {
        Column progress = functions.struct(functions.col(INCARNATION), functions.col(LSN), functions.col(COMMITTED_AT));
        return lake.read(schema, NAME)
                .where(functions.col(SOURCE_TABLE).equalTo(PROGRESS))
                .groupBy(TOPIC, PARTITION)
                .agg(functions.max(OFFSET).as(OFFSET), functions.max(progress).as(PROGRESS));
    }
}
