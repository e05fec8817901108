package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lake.LogClaim;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
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
 * {@link #PROGRESS} is a mark: up to which offset a partition is here, and the last progress record found in it. Notes
 * are here under {@link #NOTE}, and records that cannot be read as they came. The rows of a reload stand beside the
 * changes of their table, under its id, and are no part of any range of positions. Events are here too, as they came.
 */
public final class ChangeLogTable {
    public static final String NAME = "changes";

    /** Takes the place of the source table in marks; no table's name lacks a dot. */
    static final String PROGRESS = "progress";

    static final String MARK = "p";

    /** Takes the place of the source table in rows that hold a record as it came, because it cannot be read. */
    static final String UNREADABLE = "unreadable";

    static final String GARBAGE = "x";

    /** Takes the place of the source table in rows that hold a note, as JSON in the place of the new row. */
    static final String NOTE = "note";

    static final String NOTED = "n";

    /** Of an event, which stands under {@link EventTopic#logName} with its number as {@link #LSN}. */
    static final String EVENT = "e";

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
    /** In the place of the key, marks say which topic of that name was read. */
    static final String TOPIC_ID = KEY;

    /** Why a record is unreadable, and its bytes. */
    static final String REASON = "reason";

    public static final String RECORD_KEY = "record_key";
    static final String RECORD_VALUE = "record_value";

    /** The re-reading that a row belongs to; null for what the stream said. */
    public static final String RELOAD = "reload";

    /** Who appends, by one name for all processes. Its numbers are a life and what tells two of one life apart. */
    private static final String WRITER = "log-writer";

    private static final int LIFE = 44;

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
    private LogClaim claim;

    public ChangeLogTable(Lake lake, LakeNames names) {
        this.lake = lake;
        this.schema = names.logSchema();
    }

    /** Where the table is. */
    public String location() {
        return lake.location(schema, NAME);
    }

    /** Whether there is such a table. */
    public boolean exists() {
        return lake.exists(schema, NAME);
    }

    /** Makes the table if it is not there, and gives one of an earlier release the columns that it lacks. */
    public void create() {
        if (!exists()) {
            lake.spark()
                    .createDataFrame(List.of(), COLUMNS)
                    .write()
                    .format("delta")
                    .partitionBy(SOURCE_TABLE, INGEST_DATE)
                    .options(PROPERTIES)
                    .save(location());
        } else if (!List.of(lake.read(schema, NAME).columns()).contains(RELOAD)) {
            lake.spark().sql("ALTER TABLE delta.`%s` ADD COLUMNS (%s STRING)".formatted(location(), RELOAD));
        }
    }

    /** Its newest version. */
    public long version() {
        return lake.version(schema, NAME).orElseThrow();
    }

    /** What the stream says of a table in a range of positions, as of a version of the log. */
    public Dataset<Row> changes(SparkSession session, long version, TableId table, Positions range) {
        return rows(session, version, table)
                .where(functions.col(RELOAD).isNull())
                .where(between(range.after(), range.upTo()));
    }

    /** What the stream says of several tables in a range of positions, as of a version of the log. */
    public Dataset<Row> changes(SparkSession session, long version, Collection<TableId> tables, Positions range) {
        return rows(session, version, tables)
                .where(functions.col(RELOAD).isNull())
                .where(between(range.after(), range.upTo()));
    }

    /** The rows of reloads of a table, and its keys that they found to have no row, as of a version of the log. */
    public Dataset<Row> reloaded(SparkSession session, long version, TableId table, Collection<String> reloads) {
        return rows(session, version, table).where(functions.col(RELOAD).isin(reloads.toArray()));
    }

    /** The same of several tables. */
    public Dataset<Row> reloaded(
            SparkSession session, long version, Collection<TableId> tables, Collection<String> reloads) {
        return rows(session, version, tables).where(functions.col(RELOAD).isin(reloads.toArray()));
    }

    /**
     * For each of the positions, the last commit at or before it that a change of the table in the log tells of, as of
     * a version of the log; nothing where none does.
     */
    public Map<Position, Position> lastCommits(
            SparkSession session, long version, TableId table, Collection<Position> positions) {
        if (positions.isEmpty()) {
            return Map.of();
        }
        List<Position> asked = List.copyOf(positions);
        Column[] latest = asked.stream()
                .map(position -> functions.max(functions.when(
                        functions
                                .col(INCARNATION)
                                .equalTo(position.incarnation())
                                .and(functions.col(PREVIOUS_COMMIT).leq(position.lsn())),
                        functions.col(PREVIOUS_COMMIT))))
                .toArray(Column[]::new);
        Row found = rows(session, version, table)
                .where(functions.col(RELOAD).isNull())
                // A row of a snapshot names the point before the snapshot there, which is no commit.
                .where(functions.col(OP).notEqual(Operation.READ.code()))
                .agg(latest[0], Arrays.copyOfRange(latest, 1, latest.length))
                .first();
        Map<Position, Position> commits = new HashMap<>();
        for (int index = 0; index < latest.length; index++) {
            if (!found.isNullAt(index)) {
                commits.put(asked.get(index), new Position(asked.get(index).incarnation(), found.getLong(index)));
            }
        }
        return commits;
    }

    /** All that the log holds of a table, as of a version of the log. */
    public Dataset<Row> rows(SparkSession session, long version, TableId table) {
        return rows(session, version).where(functions.col(SOURCE_TABLE).equalTo(table.toString()));
    }

    private Dataset<Row> rows(SparkSession session, long version, Collection<TableId> tables) {
        return rows(session, version)
                .where(functions
                        .col(SOURCE_TABLE)
                        .isin(tables.stream().map(TableId::toString).toArray()));
    }

    private Dataset<Row> rows(SparkSession session, long version) {
        return session.read().format("delta").option("versionAsOf", version).load(location());
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
     * For each table with changes that are not part of its position: how many, the first and the last position before
     * one of them, and whether a truncate is among them.
     *
     * @param folded for each table, the position that silver holds already
     */
    Dataset<Row> pending(Map<TableId, Position> folded) {
        Column before = functions.struct(functions.col(INCARNATION), functions.col(PREVIOUS_COMMIT));
        return lake.read(schema, NAME)
                .where(functions.col(RELOAD).isNull())
                .where(folded.entrySet().stream()
                        .map(table -> functions
                                .col(SOURCE_TABLE)
                                .equalTo(table.getKey().toString())
                                .and(functions.not(isPartOf(table.getValue()))))
                        .reduce(functions.lit(false), Column::or))
                .groupBy(SOURCE_TABLE)
                .agg(
                        functions.count(functions.lit(1)),
                        functions.min(before).as("first"),
                        functions.max(before).as("last"),
                        functions
                                .max(functions.col(OP).equalTo(Operation.TRUNCATE.code()))
                                .as("truncated"));
    }

    /** The events of a type with numbers above one and up to another. */
    public Dataset<Row> events(SparkSession session, String type, long after, long upTo) {
        return session.read()
                .format("delta")
                .load(location())
                .where(functions.col(SOURCE_TABLE).equalTo(EventTopic.logName(type)))
                .where(functions.col(LSN).gt(after).and(functions.col(LSN).leq(upTo)));
    }

    /** The highest number of the events of each type, by its name in the log. */
    Dataset<Row> lastEvents() {
        return lake.read(schema, NAME)
                .where(functions.col(SOURCE_TABLE).startsWith(EventTopic.prefix()))
                .groupBy(SOURCE_TABLE)
                .agg(functions.max(LSN).as(LSN));
    }

    /** Every note that the log holds, with the partition that it stood in. */
    Dataset<Row> notes() {
        return lake.read(schema, NAME)
                .where(functions.col(SOURCE_TABLE).equalTo(NOTE))
                .select(PARTITION, AFTER);
    }

    /** The records that cannot be read, as they came. */
    Dataset<Row> unreadable() {
        return lake.read(schema, NAME)
                .where(functions.col(SOURCE_TABLE).equalTo(UNREADABLE))
                .select(TOPIC, PARTITION, OFFSET, REASON, RECORD_KEY, RECORD_VALUE);
    }

    /** Those of them that a micro-batch brought, on this day or later. */
    Dataset<Row> unreadable(LocalDate since, Collection<PartitionSummary> batch) {
        return unreadable()
                .where(functions
                        .col(INGEST_DATE)
                        .geq(functions.lit(since.toString()).cast(DataTypes.DateType)))
                .where(batch.stream()
                        .map(summary -> functions
                                .col(TOPIC)
                                .equalTo(summary.topic())
                                .and(functions.col(PARTITION).equalTo(summary.partition()))
                                .and(functions.col(OFFSET).between(summary.firstUnreadable(), summary.lastOffset())))
                        .reduce(functions.lit(false), Column::or));
    }

    /**
     * Makes this the one that appends: what another has appended is in the table from here on, or never will be. To be
     * called before the marks are read.
     *
     * @throws PipelineException of kind ENVIRONMENT if another process has claimed the table at the same time
     */
    public void claim() {
        long life = (lake.transaction(schema, NAME, WRITER).orElse(0) >> LIFE) + 1;
        // Two that claim at once must not take each other's numbers for their own.
        long number = life << LIFE | new SecureRandom().nextLong(1L << LIFE);
        long before = version();
        lake.spark()
                .createDataFrame(List.of(), COLUMNS)
                .write()
                .format("delta")
                .mode(SaveMode.Append)
                .option("txnAppId", WRITER)
                .option("txnVersion", number)
                .save(location());
        // What is not later than the last one Delta passes over, without a word.
        if (lake.transaction(schema, NAME, WRITER).orElse(0) != number) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "Another process has begun to write the change log at %s at the same moment; this one stops"
                            .formatted(location()));
        }
        claim = new LogClaim(WRITER, number, before);
    }

    /**
     * Appends rows of these columns in one commit. Appends do not conflict by themselves: one that slept would add again
     * what another has read and appended meanwhile.
     *
     * @throws PipelineException of kind ENVIRONMENT if another process has claimed the table; nothing was appended then
     */
    void append(Dataset<Row> rows) {
        long before = version();
        rows.write()
                .format("delta")
                .mode(SaveMode.Append)
                .option("userMetadata", claim.toString())
                .save(location());
        claim = new LogClaim(WRITER, claim.number(), before);
    }

    /** The latest mark of each partition of each topic, of those that are gone too. */
    Dataset<Row> marks() {
        Column progress = functions.struct(functions.col(INCARNATION), functions.col(LSN), functions.col(COMMITTED_AT));
        return lake.read(schema, NAME)
                .where(functions.col(SOURCE_TABLE).equalTo(PROGRESS))
                .groupBy(TOPIC, TOPIC_ID, PARTITION)
                .agg(functions.max(OFFSET).as(OFFSET), functions.max(progress).as(PROGRESS));
    }
}
