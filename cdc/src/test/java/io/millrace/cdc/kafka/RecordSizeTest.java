package io.millrace.cdc.kafka;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cdc.CdcConfig;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.process.Settings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordSizeTest {
    private static final int LIMIT = 1 << 20;

    private final RecordSize size = new RecordSize(CdcConfig.from(Settings.parse("cdc.max-record-bytes = " + LIMIT)));

    @Test
    void theLargestRecordIsTakenByTheProducerAndTheBrokerEvenIfItGrowsByBeingCompressed() {
        // Given
        byte[] key = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
        byte[] value = new byte[size.largest() - key.length];
        new Random(3).nextBytes(value);
        Header[] headers = {new RecordHeader(ChangeCodec.KIND_HEADER, new byte[] {1, 2, 3, 4, 5, 6})};
        assertThat(size.isExceededBy(key, value)).isFalse();
        // Then
        assertThat(AbstractRecords.estimateSizeInBytesUpperBound(
                        RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.LZ4, key, value, headers))
                .isLessThanOrEqualTo(LIMIT);
        try (var builder = MemoryRecords.builder(
                ByteBuffer.allocate(2 * LIMIT), Compression.lz4().build(), TimestampType.CREATE_TIME, 0)) {
            builder.append(0, key, value, headers);
            assertThat(builder.build().sizeInBytes()).isBetween(value.length, LIMIT);
        }
    }

    @Test
    void whatIsSurelyTooLargeIsKnownBeforeItIsEncoded() {
        ObjectNode row = JsonNodeFactory.instance.objectNode().put("id", 7).put("body", "x".repeat(LIMIT));

        assertThat(size.isSurelyExceededBy(row)).isTrue();
        assertThat(size.isSurelyExceededBy(null, row)).isTrue();
        assertThat(size.isSurelyExceededBy(row.deepCopy().putNull("body"))).isFalse();
        assertThat(RecordSize.least(row)).isLessThanOrEqualTo(new ChangeCodec().encodeKey(row).length);
    }
}
