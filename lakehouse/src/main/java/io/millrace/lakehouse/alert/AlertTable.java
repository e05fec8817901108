package io.millrace.lakehouse.alert;

import io.delta.tables.DeltaTable;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.event.FieldType;
import io.millrace.contracts.interaction.Micros;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.Alert;
import io.millrace.lakehouse.lake.Lake;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Every alert that was told, once, with what its latest change made of it. */
public final class AlertTable {
    public static final String NAME = "alerts";

    private static final String ID = "id";
    private static final String AT = "at";
    private static final String EVIDENCE = "evidence";
    private static final String POSITION = "position";
    private static final String OFFSET = "offset";

    private final Lake lake;
    private final String schema;
    private final ReentrantLock lock = new ReentrantLock();

    public AlertTable(Lake lake, LakeNames names) {
        this.lake = lake;
        this.schema = names.figuresSchema();
    }

    /** The name with the schema, such as {@code shop__figures.alerts}. */
    public String qualified() {
        return schema + "." + NAME;
    }

    public String location() {
        return lake.location(schema, NAME);
    }

    /** Held by whoever writes the table. */
    public ReentrantLock lock() {
        return lock;
    }

    /** Makes the table if it is not there. */
    void open() {
        if (!lake.exists(schema, NAME)) {
            table(List.of()).write().format("delta").save(location());
        }
    }

    /**
     * Those of these alerts that follow what the table has of them. A live state that is built anew tells again what was:
     * its alerts are as of earlier.
     */
    Collection<ToldAlert> news(Collection<ToldAlert> told) {
        Map<String, ToldAlert> latest = new HashMap<>();
        told.forEach(alert ->
                latest.merge(alert.alert().id(), alert, (first, second) -> second.follows(first) ? second : first));
        for (Row known : lake.read(schema, NAME)
                .where(functions.col(ID).isin(latest.keySet().toArray()))
                .select(ID, POSITION, OFFSET)
                .collectAsList()) {
            latest.computeIfPresent(
                    known.getString(0),
                    (id, alert) -> alert.follows(Position.parse(known.getString(1)), known.getLong(2)) ? alert : null);
        }
        return latest.values();
    }

    /** Makes these the rows of their alerts, in one commit. */
    void put(Collection<ToldAlert> alerts) {
        DeltaTable.forPath(lake.spark(), location())
                .as("table")
                .merge(table(alerts.stream().map(AlertTable::row).toList()).as("news"), "table.id = news.id")
                .whenMatched()
                .updateAll()
                .whenNotMatched()
                .insertAll()
                .execute();
    }

    /** With times as microseconds, which are the same in every calendar. */
    private static Row row(ToldAlert told) {
        Alert alert = told.alert();
        return RowFactory.create(
                alert.id(),
                alert.rule(),
                alert.severity().name().toLowerCase(Locale.ROOT),
                alert.key(),
                alert.open(),
                micros(alert.at()),
                alert.found(),
                alert.evidence().stream()
                        .map(part -> RowFactory.create(
                                part.row(),
                                micros(part.at()),
                                part.value() == null ? null : part.value().orElse(null)))
                        .toArray(Row[]::new),
                alert.position().toString(),
                told.offset());
    }

    private static Long micros(Instant moment) {
        return moment == null || !FieldType.holds(moment) ? null : Long.valueOf(Micros.of(moment));
    }

    private Dataset<Row> table(List<Row> rows) {
        var evidence = new StructType()
                .add("row", DataTypes.StringType)
                .add(AT, DataTypes.LongType)
                .add("value", DataTypes.StringType);
        var columns = new StructType()
                .add(ID, DataTypes.StringType)
                .add("rule", DataTypes.StringType)
                .add("severity", DataTypes.StringType)
                .add("key", DataTypes.StringType)
                .add("open", DataTypes.BooleanType)
                .add(AT, DataTypes.LongType)
                .add("found", DataTypes.StringType)
                .add(EVIDENCE, DataTypes.createArrayType(evidence))
                .add(POSITION, DataTypes.StringType)
                .add(OFFSET, DataTypes.LongType);
        return lake.spark()
                .createDataFrame(rows, columns)
                .withColumn(AT, functions.timestamp_micros(functions.col(AT)))
                .withColumn(
                        EVIDENCE,
                        functions.expr("transform(evidence, part -> named_struct('row', part.row,"
                                + " 'at', timestamp_micros(part.at), 'value', part.value))"));
    }
}
