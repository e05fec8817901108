package io.millrace.lakehouse.history;

import io.delta.tables.DeltaTable;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lake.PlanCompilation;
import io.millrace.lakehouse.lake.TableFeatures;
import io.millrace.lakehouse.lake.TableState;
import io.millrace.lakehouse.schema.ColumnMarks;
import io.millrace.lakehouse.schema.MissingValue;
import io.millrace.lakehouse.schema.QuotedName;
import io.millrace.lakehouse.schema.SparkTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The versions of one table's rows, as a Delta table. Each write is one commit that holds the position up to which the
 * history is complete; writing an earlier position again changes nothing.
 */
public final class HistoryTable {
    private static final Map<String, String> PROPERTIES = Map.of(
            "delta.enableDeletionVectors", "true",
            "delta.checkpointInterval", "20",
            "delta.logRetentionDuration", "interval 7 days",
            "delta.deletedFileRetentionDuration", "interval 7 days");
    private static final String HELD = "held";
    private static final String STEP = "step";

    private final Lake lake;
    private final TableId source;
    private final String schema;
    private final String name;
    private final SparkSession session;
    private final ReentrantLock lock = new ReentrantLock();

    public HistoryTable(Lake lake, LakeNames names, TableId source) {
        this.lake = lake;
        this.source = source;
        this.schema = names.historySchema();
        this.name = names.table(source);
        // Its own, because position and metadata of a merge are settings of its session.
        this.session = lake.spark().newSession();
        session.conf().set("spark.sql.datetime.java8API.enabled", "true");
        session.conf().set("spark.databricks.delta.merge.materializeSource", "none");
        session.conf().set("spark.databricks.delta.merge.failSourceCachedAfterMaterialization", "false");
    }

    public TableId source() {
        return source;
    }

    /** The name with the schema, such as {@code shop__history.orders}. */
    public String qualified() {
        return schema + "." + name;
    }

    public String location() {
        return lake.location(schema, name);
    }

    /** Held by whoever writes the table. */
    public ReentrantLock lock() {
        return lock;
    }

    SparkSession session() {
        return session;
    }

    /** Up to where the history is complete; nothing while there is none. */
    Optional<Position> position() {
        return lake.positionOf(schema, name);
    }

    /**
     * Sets up the session for plans over the history, its table and changes.
     *
     * @param logBytes length of the source's log with the changes in it
     */
    void choosePlans(LakeSnapshot.TableVersion table, long logBytes) {
        PlanCompilation.chooseFor(
                List.of(lake.bytes(location()), lake.bytes(table.location()), OptionalLong.of(logBytes)), session);
    }

    /** The source's columns as the history has them. */
    StructType sourceColumns() {
        StructType columns = new StructType();
        for (StructField field :
                session.read().format("delta").load(location()).schema().fields()) {
            if (!HistoryColumns.OWN.getFieldIndex(field.name()).isDefined()) {
                columns = columns.add(field);
            }
        }
        return columns;
    }

    /** Begins the history: the rows that are there now are the first versions. */
    void begin(Dataset<Row> rows, Progress at) {
        Dataset<Row> versions = rows.withColumn(HistoryColumns.FROM, functions.lit(at.sourceTime()))
                .withColumn(HistoryColumns.TO, functions.lit(null).cast(DataTypes.TimestampType))
                .withColumn(HistoryColumns.OPERATION, functions.lit(HistoryColumns.READ))
                .withColumn(HistoryColumns.ENDED_BY, functions.lit(null).cast(DataTypes.StringType))
                .withColumn(
                        HistoryColumns.FROM_POSITION,
                        functions.lit(at.position().toString()))
                .withColumn(HistoryColumns.TO_POSITION, functions.lit(null).cast(DataTypes.StringType))
                .withColumn(HistoryColumns.CURRENT, functions.lit(true));
        versions.write()
                .format("delta")
                .mode(SaveMode.ErrorIfExists)
                .partitionBy(HistoryColumns.CURRENT)
                .options(PROPERTIES)
                .options(TableFeatures.ofNew(rows.schema()))
                .option("txnAppId", TableState.application(at.position()))
                .option("txnVersion", at.position().lsn())
                .option("userMetadata", at.position().toString())
                .save(location());
    }

    /** Adds columns that the source has added; versions that are there have no value in them. */
    void add(HistoryShape shape) {
        StructType added = new StructType();
        for (TableSchema.Column column : shape.added()) {
            added = added.add(
                    column.name(), SparkTypes.of(column.type()), true, ColumnMarks.of(shape.schema(), column));
        }
        TableFeatures.bring(session, location(), added);
        // For the column that the table is partitioned by.
        Dataset<Row> none = session.createDataFrame(List.<Row>of(), added.add(HistoryColumns.CURRENT, "boolean"));
        none.write()
                .format("delta")
                .mode(SaveMode.Append)
                .option("mergeSchema", "true")
                .save(location());
    }

    /**
     * Writes the versions with other columns, in one commit. The versions that are what the rows are have the value of
     * rows that are older than a new column; those that have ended never had one.
     */
    void reshape(HistoryShape shape) {
        List<Column> columns = new ArrayList<>();
        for (TableSchema.Column column : shape.schema().columns()) {
            Column value = shape.origins().containsKey(column.name())
                    ? functions
                            .col(QuotedName.of(shape.origins().get(column.name())))
                            .cast(SparkTypes.of(column.type()))
                    : functions.when(functions.col(HistoryColumns.CURRENT), MissingValue.literal(column));
            columns.add(value.as(column.name(), ColumnMarks.of(shape.schema(), column)));
        }
        for (String own : HistoryColumns.OWN.fieldNames()) {
            columns.add(functions.col(own));
        }
        Dataset<Row> versions = session.read().format("delta").load(location()).select(columns.toArray(Column[]::new));
        TableFeatures.bring(session, location(), versions.schema());
        versions.write()
                .format("delta")
                .mode(SaveMode.Overwrite)
                .option("overwriteSchema", "true")
                .option("userMetadata", position().map(Position::toString).orElse(""))
                .partitionBy(HistoryColumns.CURRENT)
                .options(PROPERTIES)
                .save(location());
    }

    /** The versions that are what the rows are. */
    Dataset<Row> open() {
        return session.read().format("delta").load(location()).where(functions.col(HistoryColumns.CURRENT));
    }

    /**
     * Closes versions and adds new ones in one commit.
     *
     * @param steps rows of {@link StepRows}, which must come out the same each time they are computed
     * @param keys which versions of the table the steps may close
     * @param reached the position up to which the history is then complete; at the one that it is at already, the steps
     *     of another comparison with the same rows
     */
    void merge(Dataset<Row> steps, TableSchema table, KeyRange keys, Position reached) {
        Column same = functions
                .col(STEP + "." + StepRows.CLOSES)
                .and(functions.col(HELD + "." + HistoryColumns.CURRENT))
                .and(keys.holds(column -> functions.col(HELD + "." + QuotedName.of(column))));
        for (String column : table.key()) {
            same = same.and(functions
                    .col(HELD + "." + QuotedName.of(column))
                    .equalTo(functions.col(STEP + "." + QuotedName.of(column))));
        }
        long before = lake.version(schema, name).orElseThrow();
        try {
            if (!position().equals(Optional.of(reached))) {
                // At the same position Delta would take the commit for a replay and drop it.
                session.conf().set("spark.databricks.delta.write.txnAppId", TableState.application(reached));
                session.conf().set("spark.databricks.delta.write.txnVersion", reached.lsn());
            }
            session.conf().set("spark.databricks.delta.commitInfo.userMetadata", reached.toString());
            DeltaTable.forPath(session, location())
                    .as(HELD)
                    .merge(steps.as(STEP), same)
                    .whenMatched()
                    .update(step(List.of(
                            HistoryColumns.TO,
                            HistoryColumns.ENDED_BY,
                            HistoryColumns.TO_POSITION,
                            HistoryColumns.CURRENT)))
                    .whenNotMatched(functions.not(functions.col(STEP + "." + StepRows.CLOSES)))
                    .insert(step(
                            Stream.of(HistoryColumns.of(table).fieldNames()).toList()))
                    .execute();
        } finally {
            session.conf().unset("spark.databricks.delta.write.txnAppId");
            session.conf().unset("spark.databricks.delta.write.txnVersion");
            session.conf().unset("spark.databricks.delta.commitInfo.userMetadata");
        }
        // Delta drops without a word what it takes for a replay; the version tells that it did not.
        if (lake.version(schema, name).orElseThrow() == before) {
            throw new PipelineException(
                    FailureKind.INTERNAL,
                    "%s did not take its versions at %s as new; has another process written it?"
                            .formatted(qualified(), reached));
        }
    }

    private static Map<String, Column> step(List<String> columns) {
        Map<String, Column> values = new LinkedHashMap<>();
        columns.forEach(column -> values.put(QuotedName.of(column), functions.col(STEP + "." + QuotedName.of(column))));
        return values;
    }
}
