package io.millrace.lakehouse.event;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lake.TableState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The events of one type, each once. A commit holds, with its rows, up to which number of the change log's events it
 * reaches, so that rows and number cannot disagree.
 */
public final class EventTable {
    /** Numbers of events are no positions of the source: they stand under an incarnation that no cluster has. */
    private static final int NO_INCARNATION = 0;

    private static final Map<String, String> PROPERTIES = Map.of(
            "delta.checkpointInterval",
            "100",
            "delta.dataSkippingStatsColumns",
            String.join(",", EventColumns.ID, EventColumns.RECEIVED_AT));

    private final Lake lake;
    private final EventType type;
    private final EventColumns columns;
    private final String schema;
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();

    public EventTable(Lake lake, LakeNames names, EventType type) {
        this.lake = lake;
        this.type = type;
        this.columns = new EventColumns(type);
        this.schema = names.eventsSchema();
        this.name = names.events(type.name());
    }

    /** The columns that the table of a type has. */
    public static StructType structure(EventType type) {
        return new EventColumns(type).table();
    }

    EventType type() {
        return type;
    }

    EventColumns columns() {
        return columns;
    }

    /** The name with the schema, such as {@code shop__events.click}. */
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

    /**
     * Makes the table if it is not there, and gives it the columns that the pipeline file has got since.
     *
     * @throws PipelineException of kind CONFIGURATION if a column has another type than its field
     */
    void open() {
        if (!lake.exists(schema, name)) {
            lake.spark()
                    .createDataFrame(List.of(), columns.table())
                    .write()
                    .format("delta")
                    .partitionBy(EventColumns.RECEIVED_ON)
                    .options(PROPERTIES)
                    .save(location());
            return;
        }
        StructType present = lake.read(schema, name).schema();
        List<String> missing = new ArrayList<>();
        for (StructField column : columns.table().fields()) {
            if (!List.of(present.fieldNames()).contains(column.name())) {
                missing.add("`%s` %s".formatted(column.name(), column.dataType().sql()));
            } else if (!present.apply(column.name()).dataType().equals(column.dataType())) {
                throw new PipelineException(
                        FailureKind.CONFIGURATION,
                        "%s has the column %s of type %s, but the pipeline file now says %s; give the field another name"
                                .formatted(
                                        qualified(),
                                        column.name(),
                                        present.apply(column.name()).dataType().sql(),
                                        column.dataType().sql()));
            }
        }
        if (!missing.isEmpty()) {
            lake.spark()
                    .sql("ALTER TABLE delta.`%s` ADD COLUMNS (%s)".formatted(location(), String.join(", ", missing)));
        }
    }

    /** Up to which number of the change log's events its rows reach. */
    long reached() {
        return lake.positionOf(schema, name).map(Position::lsn).orElse(0L);
    }

    /** The ids between these two that were received on this day or later. */
    Dataset<Row> ids(String from, String to, LocalDate since) {
        return lake.read(schema, name)
                .where(functions
                        .col(EventColumns.RECEIVED_ON)
                        .geq(functions.lit(since.toString()).cast(DataTypes.DateType)))
                .where(functions.col(EventColumns.ID).between(from, to))
                .select(EventColumns.ID);
    }

    /** Appends rows in one commit that reaches up to this number; a commit that does so already is not repeated. */
    void append(Dataset<Row> rows, long upTo) {
        rows.write()
                .format("delta")
                .mode(SaveMode.Append)
                .option("txnAppId", TableState.application(new Position(NO_INCARNATION, upTo)))
                .option("txnVersion", upTo)
                .save(location());
    }
}
