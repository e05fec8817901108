package io.millrace.lakehouse.quarantine;

import io.delta.tables.DeltaTable;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.lakehouse.lake.Lake;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Records and changes that could not be processed: each once, however often it is met, with its bytes and reason. */
public final class QuarantineTable {
    public static final String NAME = "quarantine";
    public static final String SOURCE_TABLE = "source_table";
    public static final String REASON = "reason";

    private static final String TOPIC = "topic";
    private static final String PARTITION = "partition";
    private static final String OFFSET = "offset";

    /** The columns that {@link #row} fills. */
    public static final StructType COLUMNS = new StructType()
            .add(SOURCE_TABLE, DataTypes.StringType)
            .add(REASON, DataTypes.StringType)
            .add(TOPIC, DataTypes.StringType)
            .add(PARTITION, DataTypes.IntegerType)
            .add(OFFSET, DataTypes.LongType)
            .add("record_key", DataTypes.BinaryType)
            .add("record_value", DataTypes.BinaryType);

    private static final String SINCE = "quarantined_at";

    private final Lake lake;
    private final String schema;
    private volatile Map<TableId, Long> counts = Map.of();

    public QuarantineTable(Lake lake, LakeNames names) {
        this.lake = lake;
        this.schema = names.logSchema();
    }

    /** A record that is put aside. */
    public static Row row(
            String table, String reason, String topic, int partition, long offset, byte[] key, byte[] value) {
        return RowFactory.create(table, reason, topic, partition, offset, key, value);
    }

    /** Makes the table if it is not there. */
    public void create() {
        if (!lake.exists(schema, NAME)) {
            lake.spark()
                    .createDataFrame(List.of(), COLUMNS.add(SINCE, DataTypes.TimestampType))
                    .write()
                    .format("delta")
                    .option("delta.dataSkippingStatsColumns", String.join(",", TOPIC, PARTITION, OFFSET))
                    .save(location());
        } else {
            count();
        }
    }

    /** Adds records that are not there yet. */
    public synchronized void add(Dataset<Row> records) {
        Dataset<Row> arriving = records.dropDuplicates(new String[] {TOPIC, PARTITION, OFFSET})
                .withColumn(SINCE, functions.current_timestamp());
        DeltaTable.forPath(records.sparkSession(), location())
                .as("held")
                .merge(arriving.as("arriving"), same(TOPIC).and(same(PARTITION)).and(same(OFFSET)))
                .whenNotMatched()
                .insertAll()
                .execute();
        count();
    }

    private static Column same(String column) {
        return functions.col("held." + column).equalTo(functions.col("arriving." + column));
    }

    /** How many records of a table are held. */
    public long knownCount(TableId table) {
        return counts.getOrDefault(table, 0L);
    }

    private void count() {
        Map<TableId, Long> held = new HashMap<>();
        for (Row row : lake.read(schema, NAME).groupBy(SOURCE_TABLE).count().collectAsList()) {
            held.put(TableId.parse(row.getString(0)), row.getLong(1));
        }
        counts = Map.copyOf(held);
    }

    public String location() {
        return lake.location(schema, NAME);
    }
}
