package io.millrace.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The limit of whatever brings events into Kafka: a producer that has them ready and is as safe as the gateway's. */
record BareProducer(String bootstrap) {
    private static final String TOPIC = "bench.bare";
    private static final int PARTITIONS = 4;
    private static final int BATCH_BYTES = 1 << 16;
    private static final int LINGER_MILLIS = 5;

    /** Records per second that the broker acknowledges, when these are sent over and over, as often before as is counted. */
    double rate(PlayEvents.Kept[] records, int times) throws InterruptedException {
        createTopic();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrap,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "max.in.flight.requests.per.connection",
                1,
                "linger.ms",
                LINGER_MILLIS,
                "batch.size",
                BATCH_BYTES,
                "compression.type",
                "lz4");
        var failure = new AtomicReference<Exception>();
        try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
            for (int time = 0; time < times; time++) {
                send(producer, records, failure);
            }
            long begin = System.nanoTime();
            for (int time = 0; time < times; time++) {
                send(producer, records, failure);
            }
            if (failure.get() != null) {
                throw new IllegalStateException("The broker refused a record", failure.get());
            }
            return records.length * (double) times * 1e9 / (System.nanoTime() - begin);
        }
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, PlayEvents.Kept[] records, AtomicReference<Exception> failure) {
        for (PlayEvents.Kept record : records) {
            producer.send(new ProducerRecord<>(TOPIC, record.key(), record.value()), (written, problem) -> {
                if (problem != null) {
                    failure.compareAndSet(null, problem);
                }
            });
        }
        producer.flush();
    }

    private void createTopic() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker made no topic", e.getCause());
        }
    }
}
