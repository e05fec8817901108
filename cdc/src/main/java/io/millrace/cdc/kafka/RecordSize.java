package io.millrace.cdc.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cdc.CdcConfig;

/** How much one record of a change topic may take, so that neither the producer nor the broker refuses it. */
final class RecordSize {
    /** Headers, lengths and the batch around it; a text that does not compress becomes a little longer by the attempt. */
    private static final int AROUND = 1_024;

    private static final int GROWTH = 1_024;

    private final int largest;

    RecordSize(CdcConfig config) {
        this.largest = config.maxRecordBytes() - config.maxRecordBytes() / GROWTH - AROUND;
    }

    /** The most that key and value may take together. */
    int largest() {
        return largest;
    }

    /** Whether a record of this key, which may be missing, and this value is too large. */
    boolean isExceededBy(byte[] key, byte[] value) {
        return of(key, value) > largest;
    }

    /** Whether these images, of which one may be missing, are too large whatever they come to: a look that copies nothing. */
    boolean isSurelyExceededBy(ObjectNode... images) {
        return least(images) > largest;
    }

    /** What these images take at least. */
    static long least(ObjectNode... images) {
        long least = 0;
        for (ObjectNode image : images) {
            if (image != null) {
                for (JsonNode value : image) {
                    least += value.isTextual() ? value.textValue().length() : 1;
                }
            }
        }
        return least;
    }

    static long of(byte[] key, byte[] value) {
        return (long) value.length + (key == null ? 0 : key.length);
    }
}
