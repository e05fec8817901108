package io.millrace.gateway.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of the Kafka clients. */
final class KafkaProperties {
    private static final int ADMIN_TIMEOUT_MILLIS = 5_000;
    private static final int LINGER_MILLIS = 5;

    private KafkaProperties() {}

    private static Map<String, Object> client(KafkaConfig config, String name) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", config.bootstrap());
        properties.put("client.id", "millrace-gateway-" + name);
        properties.put("reconnect.backoff.max.ms", 1_000);
        return properties;
    }

    static Map<String, Object> admin(KafkaConfig config) {
        Map<String, Object> properties = client(config, "admin");
        properties.put("default.api.timeout.ms", ADMIN_TIMEOUT_MILLIS);
        properties.put("request.timeout.ms", ADMIN_TIMEOUT_MILLIS);
        return properties;
    }

    static Map<String, Object> producer(KafkaConfig config) {
        int patience = Math.toIntExact(config.patience().toMillis());
        Map<String, Object> properties = client(config, "producer");
        properties.put("key.serializer", ByteArraySerializer.class);
        properties.put("value.serializer", ByteArraySerializer.class);
        // A record counts as written when every replica in sync has it, once and in order, whatever is retried.
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        // More than one lets a broker that has only just made a partition refuse the first batch and take the second,
        // and then it never takes the first: https://issues.apache.org/jira/browse/KAFKA-15591
        properties.put("max.in.flight.requests.per.connection", 1);
        properties.put("retries", Integer.MAX_VALUE);
        // After this the caller is told; one request may be lost within it and tried again.
        properties.put("delivery.timeout.ms", patience);
        properties.put("request.timeout.ms", Math.max(1, (patience - LINGER_MILLIS) / 2));
        // Memory is bounded before the producer, so this is waited for only where a topic is not known yet.
        properties.put("max.block.ms", (long) patience / 2);
        properties.put("buffer.memory", config.memory());
        // A type without events for a while must not be asked for again while the broker is away.
        properties.put("metadata.max.idle.ms", Long.MAX_VALUE / 2);
        properties.put("linger.ms", LINGER_MILLIS);
        properties.put("batch.size", 1 << 16);
        properties.put("compression.type", "lz4");
        return properties;
    }
}
