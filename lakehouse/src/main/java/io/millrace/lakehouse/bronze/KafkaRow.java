package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.ChangeCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Row;

/** Reads the columns that Spark's Kafka source gives. */
final class KafkaRow {
    static final String[] COLUMNS = {"topic", "partition", "offset", "key", "value", "headers"};

    private KafkaRow() {}

    static String topic(Row row) {
        return row.getString(0);
    }

    static int partition(Row row) {
        return row.getInt(1);
    }

    static long offset(Row row) {
        return row.getLong(2);
    }

    static byte[] key(Row row) {
        return row.getAs(3);
    }

    static byte[] value(Row row) {
        return row.getAs(4);
    }

    /** The header that names the kind of the record, or null. */
    static String kind(Row row) {
        if (row.isNullAt(5)) {
            return null;
        }
        List<Row> headers = row.getList(5);
        for (Row header : headers) {
            if (ChangeCodec.KIND_HEADER.equals(header.getString(0)) && !header.isNullAt(1)) {
                return new String(header.<byte[]>getAs(1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
