package io.millrace.gateway.kafka;

import java.time.Duration;

/**
 * How Kafka is used.
 *
 * @param bootstrap brokers that a client asks first
 * @param replication copies of each topic that is made
 * @param patience how long an event may take to be acknowledged
 * @param memory bytes that the producer may hold
 */
public record KafkaConfig(String bootstrap, short replication, Duration patience, long memory) {}
