package io.millrace.features.silver;

import io.millrace.contracts.event.EventType;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.lakehouse.event.EventTable;
import io.millrace.lakehouse.lake.Lake;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

import static org.apache.spark.sql.functions.lit;

/** The tables of events as they are now: no cut of the source fixes them, for events have no position of it. */
public record EventTables(Lake lake, LakeNames names) {
    /** When an event was received. */
    public static final String RECEIVED_AT = EventType.RECEIVED_AT;

    /** Those of a pipeline. */
    public static EventTables of(Lake lake, Pipeline pipeline) {
        return new EventTables(lake, new LakeNames(pipeline.name()));
    }

    /** The events of a type: none before the first has come, and NULL in fields that the file has got since. */
    public Dataset<Row> read(EventType type) {
        StructType wanted = EventTable.structure(type);
        if (!lake.exists(names.eventsSchema(), names.events(type.name()))) {
            return lake.spark().createDataFrame(List.of(), wanted);
        }
        Dataset<Row> rows = lake.read(names.eventsSchema(), names.events(type.name()));
        for (StructField column : wanted.fields()) {
            if (!Canonical.has(rows, column.name())) {
                rows = rows.withColumn(column.name(), lit(null).cast(column.dataType()));
            }
        }
        return rows;
    }
}
