package io.millrace.features;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.lake.LakeSnapshot.TableVersion;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A lake in a folder whose silver tables a test fills; all lakes of a JVM share its one Spark session. */
public final class LakeFixture {
    private final Lake lake;
    private final Map<TableId, TableVersion> tables = new TreeMap<>();

    private LakeFixture(Lake lake) {
        this.lake = lake;
    }

    /** What is in this lake. */
    public static LakeFixture of(Lake lake) {
        return new LakeFixture(lake);
    }

    /** An empty lake in this folder. */
    public static LakeFixture in(Path folder) {
        String uri = folder.toUri().toString().replaceAll("/+$", "");
        return new LakeFixture(Lake.open("test", Settings.parse("lake.root = \"" + uri + "\"")));
    }

    /** An empty lake in a folder of its own. */
    public static LakeFixture create() {
        try {
            return in(Files.createTempDirectory("lake"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Lake lake() {
        return lake;
    }

    /** Rows of a table. */
    public Dataset<Row> rows(String columns, Row... rows) {
        return lake.spark().createDataFrame(Arrays.asList(rows), StructType.fromDDL(columns));
    }

    /** Replaces a silver table. */
    public LakeFixture table(String pipeline, String name, Position position, Dataset<Row> rows) {
        lake.overwrite(rows, pipeline, name, position);
        var version = lake.state(pipeline, name).orElseThrow().version();
        tables.put(
                TableId.parse(name), new TableVersion(pipeline + "." + name, lake.location(pipeline, name), version));
        return this;
    }

    /**
     * Has the next cuts say of a silver table that it may not equal the source.
     *
     * @param reason why, or null where it does again
     */
    public LakeFixture stale(String name, String reason) {
        tables.computeIfPresent(
                TableId.parse(name),
                (table, version) -> new TableVersion(version.name(), version.location(), version.version(), reason));
        return this;
    }

    /** Publishes a cut through the tables of now. */
    public LakeSnapshot publish(String pipeline, Position position, Instant sourceTime) {
        var snapshot = new LakeSnapshot(position, sourceTime, sourceTime, tables);
        lake.publish(pipeline, snapshot);
        return snapshot;
    }
}
