package io.millrace.orchestration.rule;

import io.millrace.contracts.change.Topics;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people what rules have found, with a reader for each channel, so that none waits for another. */
public final class RuleAlerts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RuleAlerts.class);
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_RECORDS = 100;
    private static final int TIMEOUT_MILLIS = 10_000;
    /** As long as a broker or a channel may take to answer; who takes longer is left. */
    private static final long END_MILLIS = 20_000;

    private final List<AlertReader> readers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private RuleAlerts() {}

    /**
     * Begins to tell, if the pipeline file has rules and there is anybody to tell.
     *
     * @param deliveries one for each channel
     * @param failed takes what ended a reader that nobody ended
     * @throws io.millrace.contracts.process.PipelineException of kind CONFIGURATION if the pipeline file cannot be read
     */
    public static RuleAlerts start(
            RuleAlertsConfig config, List<Delivery> deliveries, java.util.function.Consumer<Throwable> failed) {
        var alerts = new RuleAlerts();
        if (deliveries.isEmpty()) {
            return alerts;
        }
        Pipeline pipeline = PipelineFile.read(config.pipeline());
        if (pipeline.figures().rules().isEmpty()) {
            return alerts;
        }
        String topic = new Topics(pipeline.name()).alerts();
        for (Delivery delivery : deliveries) {
            String group = topic + "." + delivery.channel();
            alerts.begin(
                    new AlertReader(topic, delivery, () -> consumer(config, group)),
                    "alerts-" + delivery.channel(),
                    failed);
        }
        LOG.info(
                "tells the alerts of {} by {}",
                topic,
                deliveries.stream().map(Delivery::channel).toList());
        return alerts;
    }

    private void begin(AlertReader reader, String name, java.util.function.Consumer<Throwable> failed) {
        var thread = new Thread(reader, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, problem) -> failed.accept(problem));
        readers.add(reader);
        threads.add(thread);
        thread.start();
    }

    private static Consumer<String, byte[]> consumer(RuleAlertsConfig config, String group) {
        return new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        config.bootstrap(),
                        "group.id",
                        group,
                        "enable.auto.commit",
                        false,
                        "isolation.level",
                        "read_committed",
                        // Who is told for the first time is told what is news, and not of the last months.
                        "auto.offset.reset",
                        "by_duration:" + config.terms().news(),
                        "allow.auto.create.topics",
                        false,
                        "fetch.max.bytes",
                        MOST_BYTES,
                        "max.poll.records",
                        MOST_RECORDS,
                        "reconnect.backoff.max.ms",
                        2_000,
                        // So long at most the end of the process may have to wait for a broker that is away.
                        "default.api.timeout.ms",
                        TIMEOUT_MILLIS),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Returns when no reader runs: a channel that is asked is waited for, within its limit. */
    @Override
    public void close() {
        readers.forEach(AlertReader::end);
        try {
            for (Thread thread : threads) {
                thread.join(END_MILLIS);
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
