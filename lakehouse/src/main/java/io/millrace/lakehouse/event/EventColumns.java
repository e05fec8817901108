package io.millrace.lakehouse.event;

import io.millrace.contracts.event.EventField;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.event.FieldType;
import io.millrace.contracts.event.Keeping;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of an event type's table; goes to the tasks that fill them. */
final class EventColumns implements Serializable {
    static final String ID = "event_id";
    static final String RECEIVED_AT = "received_at";
    static final String RECEIVED_ON = "received_on";
    static final String PARTITION = "partition";
    static final String OFFSET = "offset";

    /** Beside the columns of the table: why an event is none of this type, and its record. */
    static final String REASON = "reason";

    static final String RECORD_KEY = "record_key";
    static final String RECORD_VALUE = "record_value";

    private final String name;
    private final String key;
    private final ArrayList<String> names = new ArrayList<>();
    private final ArrayList<FieldType> types = new ArrayList<>();
    private final HashSet<String> required = new HashSet<>();

    EventColumns(EventType type) {
        this.name = type.name();
        this.key = type.key();
        for (EventField field : type.fields()) {
            names.add(field.name());
            types.add(field.type());
            if (field.required()) {
                required.add(field.name());
            }
        }
    }

    List<String> names() {
        return names;
    }

    /** The type as far as its data goes: what it says of the topic is not known here. */
    EventType type() {
        List<EventField> fields = new ArrayList<>();
        for (int index = 0; index < names.size(); index++) {
            fields.add(new EventField(names.get(index), types.get(index), required.contains(names.get(index))));
        }
        return new EventType(name, fields, key, Optional.empty(), name, 1, new Keeping.Latest());
    }

    /** The columns of the table. */
    StructType table() {
        var columns = new StructType().add(ID, DataTypes.StringType).add(RECEIVED_AT, DataTypes.TimestampType);
        for (int index = 0; index < names.size(); index++) {
            columns = columns.add(names.get(index), sparkType(types.get(index)));
        }
        return columns.add(PARTITION, DataTypes.IntegerType)
                .add(OFFSET, DataTypes.LongType)
                .add(RECEIVED_ON, DataTypes.DateType);
    }

    /**
     * What the tasks give: the columns of the table with times as microseconds, which are the same in every calendar, and
     * what the quarantine needs.
     */
    StructType decoded() {
        var columns = new StructType();
        for (StructField column : table().fields()) {
            if (!column.name().equals(RECEIVED_ON)) {
                columns = columns.add(
                        column.name(),
                        column.dataType().equals(DataTypes.TimestampType) ? DataTypes.LongType : column.dataType());
            }
        }
        return columns.add(REASON, DataTypes.StringType)
                .add(RECORD_KEY, DataTypes.BinaryType)
                .add(RECORD_VALUE, DataTypes.BinaryType);
    }

    /** Makes what the tasks give the columns of the table, with the reason and the record beside them. */
    Dataset<Row> finished(Dataset<Row> decoded) {
        Dataset<Row> finished = decoded;
        for (StructField column : table().fields()) {
            if (column.dataType().equals(DataTypes.TimestampType)) {
                finished = finished.withColumn(column.name(), functions.timestamp_micros(functions.col(column.name())));
            }
        }
        return finished.withColumn(RECEIVED_ON, functions.to_date(functions.col(RECEIVED_AT)));
    }

    private static DataType sparkType(FieldType type) {
        return switch (type) {
            case STRING, UUID -> DataTypes.StringType;
            case INTEGER -> DataTypes.LongType;
            case NUMBER -> DataTypes.DoubleType;
            case BOOLEAN -> DataTypes.BooleanType;
            case TIMESTAMP -> DataTypes.TimestampType;
        };
    }
}
