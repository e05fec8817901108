package io.millrace.cdc.kafka;

import io.millrace.cdc.CdcConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of the Kafka clients of capture. */
final class KafkaProperties {
    private static final int DELIVERY_TIMEOUT_MILLIS = 120_000;

    private KafkaProperties() {}

    static Map<String, Object> client(CdcConfig config, String name) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", config.bootstrap());
        properties.put("client.id", "millrace-cdc-" + name);
        properties.put("reconnect.backoff.max.ms", 2_000);
        properties.put("default.api.timeout.ms", 30_000);
        return properties;
    }

    static Map<String, Object> producer(CdcConfig config) {
        Map<String, Object> properties = client(config, "producer");
        properties.remove("default.api.timeout.ms");
        properties.put("key.serializer", ByteArraySerializer.class);
        properties.put("value.serializer", ByteArraySerializer.class);
        // A record counts as written when every replica in sync has it, once and in order, whatever is retried.
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        // More than one lets a broker that has only just made a partition refuse the first batch and take the second,
        // and
        // then it never takes the first: https://issues.apache.org/jira/browse/KAFKA-15591
        properties.put("max.in.flight.requests.per.connection", 1);
        properties.put("retries", Integer.MAX_VALUE);
        // A broker that restarts is waited for; after this the send fails, and nothing was marked as read.
        properties.put("delivery.timeout.ms", DELIVERY_TIMEOUT_MILLIS);
        properties.put("max.block.ms", (long) DELIVERY_TIMEOUT_MILLIS);
        properties.put("max.request.size", config.maxRecordBytes());
        // The largest record fits, and no second one waits beside it.
        properties.put("buffer.memory", Math.max((long) config.maxRecordBytes(), 1L << 25));
        properties.put("linger.ms", 5);
        properties.put("batch.size", 1 << 18);
        properties.put("compression.type", "lz4");
        return properties;
    }

    /** A producer of many records of which nobody waits for one: larger batches, each a little later. */
    static Map<String, Object> bulkProducer(CdcConfig config) {
        Map<String, Object> properties = producer(config);
        properties.put("client.id", "millrace-cdc-reload");
        properties.put("linger.ms", 50);
        properties.put("batch.size", 1 << 20);
        return properties;
    }

    static Map<String, Object> consumer(CdcConfig config) {
        Map<String, Object> properties = client(config, "reader");
        properties.put("key.deserializer", ByteArrayDeserializer.class);
        properties.put("value.deserializer", ByteArrayDeserializer.class);
        properties.put("enable.auto.commit", false);
        properties.put("allow.auto.create.topics", false);
        properties.put("auto.offset.reset", "none");
        return properties;
    }
}
