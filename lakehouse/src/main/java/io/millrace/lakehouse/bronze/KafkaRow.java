package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.ChangeCodec;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * Reads the columns that Spark's Kafka source gives, in Spark's own form: to make rows for callers of them it would
 * compile code in every task. A row is overwritten by the next one, and what is read of it here is copied.
 */
final class KafkaRow {
    static final String[] COLUMNS = {"topic", "partition", "offset", "key", "value", "headers"};

    private static final int HEADER_FIELDS = 2;

    private KafkaRow() {}

    static String topic(InternalRow row) {
        return row.getUTF8String(0).toString();
    }

    static int partition(InternalRow row) {
        return row.getInt(1);
    }

    static long offset(InternalRow row) {
        return row.getLong(2);
    }

    static byte[] key(InternalRow row) {
        return row.isNullAt(3) ? null : row.getBinary(3);
    }

    static byte[] value(InternalRow row) {
        return row.isNullAt(4) ? null : row.getBinary(4);
    }

    /** The header that names the kind of the record, or null. */
    static String kind(InternalRow row) {
        if (row.isNullAt(5)) {
            return null;
        }
        ArrayData headers = row.getArray(5);
        for (int index = 0; index < headers.numElements(); index++) {
            InternalRow header = headers.getStruct(index, HEADER_FIELDS);
            if (ChangeCodec.KIND_HEADER.equals(header.getUTF8String(0).toString()) && !header.isNullAt(1)) {
                return new String(header.getBinary(1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
