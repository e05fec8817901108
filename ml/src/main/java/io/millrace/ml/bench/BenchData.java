package io.millrace.ml.bench;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.lake.LakeSnapshot.TableVersion;
import io.millrace.lakehouse.lake.Lake;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.rand;
import static org.apache.spark.sql.functions.timestamp_seconds;

/**
 * Silver tables of users, items and plays, as random as they have to be for a fit to take its time: most plays are of few
 * items.
 *
 * @param seed the same one draws the same
 */
public record BenchData(long users, long items, long plays, long seed) {
    private static final Position POSITION = new Position(1, 1);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final long YEAR_SECONDS = 365 * 86_400L;
    private static final double SKEW = 2;

    /** The pipeline file of these tables. */
    public static String pipelineFile() {
        return """
                name: bench
                source:
                  url: jdbc:postgresql://127.0.0.1:5432/bench
                  user: bench
                  tables: {users: {}, items: {}, plays: {}}
                recommend:
                  half_life: 180d
                  users: {table: users, id: user_id}
                  items: {table: items, id: item_id}
                  interactions:
                    play: {table: plays, user: user_id, item: item_id, at: at}
                """;
    }

    /** Writes the tables and publishes a cut through them. */
    public void write(Lake lake, String pipeline) {
        Map<TableId, TableVersion> tables = new TreeMap<>();
        add(tables, lake, pipeline, "users", lake.spark().range(users).toDF("user_id"));
        add(tables, lake, pipeline, "items", lake.spark().range(items).toDF("item_id"));
        add(
                tables,
                lake,
                pipeline,
                "plays",
                lake.spark()
                        .range(plays)
                        .toDF("play_id")
                        .select(
                                col("play_id"),
                                below(users, rand(seed)).as("user_id"),
                                below(items, pow(rand(seed + 1), lit(SKEW))).as("item_id"),
                                timestamp_seconds(lit(NOW.getEpochSecond()).minus(below(YEAR_SECONDS, rand(seed + 2))))
                                        .as("at")));
        lake.publish(pipeline, new LakeSnapshot(POSITION, NOW, NOW, tables));
    }

    private static Column below(long bound, Column share) {
        return floor(share.multiply(lit(bound)));
    }

    private static void add(
            Map<TableId, TableVersion> tables, Lake lake, String pipeline, String name, Dataset<Row> rows) {
        String schema = new LakeNames(pipeline).schema();
        lake.overwrite(rows, schema, name, POSITION);
        tables.put(
                TableId.parse(name),
                new TableVersion(
                        schema + "." + name,
                        lake.location(schema, name),
                        lake.version(schema, name).orElseThrow()));
    }
}
