package io.millrace.workloads.shop.intake.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of the Kafka clients. */
public final class KafkaProperties {
    private static final int ADMIN_TIMEOUT_MILLIS = 3_000;
    private static final int LINGER_MILLIS = 2;
    /** As many are read again, in vain, after a crash. */
    private static final int RECORDS_AT_ONCE = 100;

    private KafkaProperties() {}

    private static Map<String, Object> client(IntakeKafkaConfig config, String name) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", config.bootstrap());
        properties.put("client.id", "shop-intake-" + name);
        properties.put("reconnect.backoff.max.ms", 1_000);
        return properties;
    }

    static Map<String, Object> admin(IntakeKafkaConfig config) {
        Map<String, Object> properties = client(config, "admin");
        properties.put("default.api.timeout.ms", ADMIN_TIMEOUT_MILLIS);
        properties.put("request.timeout.ms", ADMIN_TIMEOUT_MILLIS);
        return properties;
    }

    static Map<String, Object> producer(IntakeKafkaConfig config) {
        int patience = Math.toIntExact(config.patience().toMillis());
        Map<String, Object> properties = client(config, "producer");
        properties.put("key.serializer", ByteArraySerializer.class);
        properties.put("value.serializer", ByteArraySerializer.class);
        // A record counts as written when every replica in sync has it, once and in order, whatever is retried.
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        // More than one lets a broker that has only just made a partition refuse the first batch and take the second:
        // https://issues.apache.org/jira/browse/KAFKA-15591
        properties.put("max.in.flight.requests.per.connection", 1);
        properties.put("retries", Integer.MAX_VALUE);
        // After this the caller is told; one request may be lost within it and tried again.
        properties.put("delivery.timeout.ms", patience);
        properties.put("request.timeout.ms", Math.max(1, (patience - LINGER_MILLIS) / 2));
        properties.put("max.block.ms", (long) patience / 2);
        properties.put("buffer.memory", config.memory());
        // A topic without events for a while must not be asked for again while the broker is away.
        properties.put("metadata.max.idle.ms", Long.MAX_VALUE / 2);
        properties.put("linger.ms", LINGER_MILLIS);
        properties.put("compression.type", "lz4");
        return properties;
    }

    /** Of the consumer that writes to the database. */
    public static Map<String, Object> consumer(IntakeKafkaConfig config) {
        Map<String, Object> properties = client(config, "writer");
        properties.put("key.deserializer", ByteArrayDeserializer.class);
        properties.put("value.deserializer", ByteArrayDeserializer.class);
        properties.put("group.id", config.group());
        // A position is stored when what is before it is in the database, and not by the clock.
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "earliest");
        properties.put("max.poll.records", RECORDS_AT_ONCE);
        properties.put("default.api.timeout.ms", (int) config.patience().toMillis());
        properties.put("session.timeout.ms", 6_000);
        properties.put("max.poll.interval.ms", Math.toIntExact(config.silence().toMillis()));
        return properties;
    }
}
