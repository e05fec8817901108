package io.millrace.lakehouse.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.delta.tables.DeltaTable;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * The lake as Spark sees it: its one session, its tables and the small files beside them.
 *
 * <p>The same code runs in one JVM and under spark-submit: only the master differs, and spark-submit's word counts.
 */
public final class Lake implements AutoCloseable {
    private final LakeConfig config;
    private final SparkSession spark;
    private final LakeFiles files;

    private Lake(LakeConfig config, SparkSession spark) {
        this.config = config;
        this.spark = spark;
        this.files = new LakeFiles(spark.sparkContext().hadoopConfiguration());
    }

    /** Opens the lake that the settings name. The session's time zone is UTC and names are case-sensitive. */
    public static Lake open(String appName, Settings settings) {
        return open(appName, LakeConfig.from(settings));
    }

    /** Opens this lake. */
    public static Lake open(String appName, LakeConfig config) {
        return new Lake(config, LakeSession.open(appName, config));
    }

    public SparkSession spark() {
        return spark;
    }

    /** Lets the jobs that this thread and its children start share the cores evenly with those of other groups. */
    public void shareCores(String group) {
        spark.sparkContext().setLocalProperty(TaskPriority.POOL, group);
        Thread.currentThread().setPriority(TaskPriority.of(group));
    }

    /** Folder of all tables, without a slash at its end. */
    public String root() {
        return config.root();
    }

    /** Where a table of the lake is, whether or not it exists. */
    public String location(String schema, String table) {
        return LakeNames.location(config.root(), schema, table);
    }

    /** The latest cut through the pipeline's silver tables; nothing before the first is complete. */
    public Optional<LakeSnapshot> snapshot(String pipeline) {
        String file = snapshotFile(pipeline);
        return readText(file).map(text -> {
            try {
                return Json.mapper().readValue(text, LakeSnapshot.class);
            } catch (JsonProcessingException e) {
                throw new PipelineException(
                        FailureKind.LAKE,
                        "%s is not a cut through the lake; the lakehouse rewrites it".formatted(file),
                        e);
            }
        });
    }

    /** Publishes a cut; for the lakehouse process alone. */
    public void publish(String pipeline, LakeSnapshot snapshot) {
        try {
            writeText(snapshotFile(pipeline), Json.mapper().writeValueAsString(snapshot));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A cut through the lake can be written as JSON", e);
        }
    }

    private String snapshotFile(String pipeline) {
        return location(new LakeNames(pipeline).logSchema(), LakeSnapshot.FILE);
    }

    /** The rows of a silver table as the cut fixed them, whatever is written meanwhile. */
    public Dataset<Row> read(LakeSnapshot.TableVersion table) {
        return spark.read()
                .format("delta")
                .option("versionAsOf", table.version())
                .load(table.location());
    }

    /** The newest rows of a table. */
    public Dataset<Row> read(String schema, String table) {
        return spark.read().format("delta").load(location(schema, table));
    }

    /** Whether a Delta table is there. */
    public boolean exists(String schema, String table) {
        return version(schema, table).isPresent();
    }

    /** The table's newest version, which is cheaper to ask for than its state; nothing if there is no such table. */
    public OptionalLong version(String schema, String table) {
        return TableState.version(spark, location(schema, table));
    }

    /** The table's newest version and the position it reflects; nothing if there is no such table. */
    public Optional<TableState> state(String schema, String table) {
        return TableState.read(spark, location(schema, table));
    }

    /** The number of the last commit to a table that was made under a name; nothing where there is none. */
    public OptionalLong transaction(String schema, String table, String application) {
        return TableState.transaction(spark, location(schema, table), application);
    }

    /** The size of the newest version of a table; nothing where only a query would tell. */
    public OptionalLong bytes(String location) {
        return TableState.bytes(spark, location);
    }

    /** The position that the table's newest rows reflect. */
    public Optional<Position> positionOf(String schema, String table) {
        return state(schema, table).flatMap(TableState::position);
    }

    /**
     * Replaces all rows and the columns of a table, and says in the same commit which position they reflect. Writing
     * the same position again replaces the rows again. Every so many times the files go that only versions older than
     * the table's retention need: nobody else would remove what a schedule writes anew each hour.
     *
     * @throws PipelineException of kind DATA_LOSS if the table already reflects a later position
     */
    public void overwrite(Dataset<Row> rows, String schema, String table, Position position) {
        Optional<Position> current = positionOf(schema, table);
        if (current.isPresent() && current.get().compareTo(position) > 0) {
            throw new PipelineException(
                    FailureKind.DATA_LOSS,
                    "%s.%s reflects position %s and would go back to %s; remove the table if that is meant"
                            .formatted(schema, table, current.get(), position));
        }
        var writer = rows.write()
                .format("delta")
                .mode(SaveMode.Overwrite)
                .option("overwriteSchema", "true")
                .option("userMetadata", position.toString());
        if (!current.equals(Optional.of(position))) {
            // At the same position Delta would take the commit for a replay and drop it.
            writer.option("txnAppId", TableState.application(position)).option("txnVersion", position.lsn());
        }
        writer.save(location(schema, table));
        if ((version(schema, table).orElseThrow() + 1) % config.vacuumEvery() == 0) {
            DeltaTable.forPath(spark, location(schema, table)).vacuum();
        }
    }

    /** The small files beside the tables. */
    public LakeFiles files() {
        return files;
    }

    /** Names of the folders directly in this one, in order; none where it does not exist. */
    public List<String> folders(String location) {
        return files.folders(location);
    }

    /** Removes a folder with all that is in it; for its owner, once nothing points to it. */
    public void remove(String location) {
        files.remove(location);
    }

    /** The text of a small file of the lake; nothing if there is none. */
    public Optional<String> readText(String location) {
        return files.read(location);
    }

    /** Writes a small file; a reader sees the old text or the new one, never a part. */
    public void writeText(String location, String text) {
        files.write(location, text);
    }

    /** Stops the session. */
    @Override
    public void close() {
        spark.stop();
    }
}
