package io.millrace.streaming.kafka;

import io.millrace.streaming.topology.BoundedRocksMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How Kafka Streams runs the stages.
 *
 * @param application name of the consumer group, and what the names of its topics begin with
 * @param commitInterval the longest time between two commits; stages may ask for them earlier
 */
public record StreamsProperties(
        String bootstrap,
        String application,
        Path stateFolder,
        int threads,
        int replication,
        Duration commitInterval,
        Duration sessionTimeout,
        Duration transactionTimeout,
        long rocksBytes) {
    private static final int HEARTBEATS_IN_SESSION = 4;
    private static final int POLL_MILLIS = 10;
    private static final int LINGER_MILLIS = 100;
    private static final int BATCH_BYTES = 1 << 16;
    private static final int RECORDS_AT_A_TIME = 1_000;
    private static final int MOST_BUFFER_BYTES = 1 << 24;
    /** Some 30,000 spans of figures, for all threads of the process: those that a second of the first reading changes. */
    private static final int CACHE_BYTES = 1 << 23;

    /** As Kafka Streams wants them. */
    public Properties toProperties() {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG, stateFolder.toAbsolutePath().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        properties.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksMemory.class);
        properties.put(BoundedRocksMemory.BYTES, String.valueOf(rocksBytes));
        // Partitions are waited for by progress and not by time.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                sessionTimeout.toMillis());
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                (int) sessionTimeout.toMillis() / HEARTBEATS_IN_SESSION);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), RECORDS_AT_A_TIME);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), MOST_BUFFER_BYTES);
        // Nobody sees a record before its commit, which sends what waits at once: to wait makes none later, and of many
        // small requests, each of which waits for the one before, a few large ones.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MILLIS);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        // Of two first batches of a new partition a broker may take the second and never the first, and what waits for
        // it waits until the transaction is given up: https://issues.apache.org/jira/browse/KAFKA-15591
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                transactionTimeout.toMillis());
        return properties;
    }
}
