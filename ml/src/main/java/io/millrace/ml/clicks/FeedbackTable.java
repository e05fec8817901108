package io.millrace.ml.clicks;

import io.millrace.contracts.event.Feedback;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.lakehouse.lake.Lake;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

/** The events of one type of feedback, as the lake has them. */
record FeedbackTable(Lake lake, LakeNames names, String type) {
    private static final String EVENT_ID = "event_id";
    private static final String RECEIVED_AT = "received_at";

    /** The days by which the table's files are divided. */
    private static final String RECEIVED_ON = "received_on";

    private static final StructType COLUMNS = new StructType()
            .add(EVENT_ID, DataTypes.StringType)
            .add(RECEIVED_AT, DataTypes.TimestampType)
            .add(Feedback.RESPONSE, DataTypes.StringType)
            .add(Feedback.ITEM, DataTypes.StringType)
            .add(Feedback.MODEL, DataTypes.StringType)
            .add(Feedback.PATH, DataTypes.StringType);

    /** Those received from a moment on; none before the first event has come. */
    Dataset<Row> since(Instant moment) {
        if (!lake.exists(names.eventsSchema(), names.events(type))) {
            return lake.spark().createDataFrame(List.of(), COLUMNS);
        }
        String day = moment.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        return lake.read(names.eventsSchema(), names.events(type))
                .where(col(RECEIVED_ON).geq(lit(day).cast(DataTypes.DateType)))
                .where(col(RECEIVED_AT).geq(lit(moment)))
                .select(Arrays.stream(COLUMNS.fieldNames()).map(functions::col).toArray(Column[]::new));
    }
}
