package io.millrace.lakehouse.alert;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.lakehouse.lease.WriterLease;
import io.millrace.lakehouse.loop.Attempts;
import java.time.Duration;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the table of alerts up to their topic. It begins with the oldest alert that the topic has at each start, which
 * changes nothing in a table that has them.
 */
public final class AlertFold implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertFold.class);

    /** Events wait on the same thread. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final AlertTopic topic;
    private final AlertTable table;
    private final WriterLease lease;
    private final Attempts<String> attempts = new Attempts<>();
    private boolean isOpen;

    public AlertFold(String bootstrap, String topic, AlertTable table, WriterLease lease) {
        this.topic = new AlertTopic(bootstrap, topic);
        this.table = table;
        this.lease = lease;
    }

    /** Publishes whether the table cannot go on. */
    public void watchedBy(MeterRegistry metrics) {
        Gauge.builder("millrace.alerts.table.stopped", () -> attempts.isFailing(table.qualified()) ? 1 : 0)
                .description("1 while the table of alerts cannot go on; the alerts wait in their topic")
                .register(metrics);
    }

    /** Brings the table nearer to what the topic holds now, for some seconds at most; for one thread. */
    public void round() {
        attempts.attempt(
                table.qualified(),
                this::bring,
                failure -> LOG.warn("{} does not go on; trying again at each round", table.qualified(), failure));
    }

    private void bring() {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        AlertTopic.Batch batch = topic.read();
        while (!batch.isEmpty()) {
            if (!batch.alerts().isEmpty()) {
                take(batch);
            }
            topic.pass(batch);
            if (System.nanoTime() > deadline) {
                return;
            }
            batch = topic.read();
        }
    }

    private void take(AlertTopic.Batch batch) {
        lease.check();
        table.lock().lock();
        try {
            if (!isOpen) {
                table.open();
                isOpen = true;
            }
            Collection<ToldAlert> news = table.news(batch.alerts());
            if (!news.isEmpty()) {
                table.put(news);
                LOG.info("{} has {} alerts more or anew", table.qualified(), news.size());
            }
        } finally {
            table.lock().unlock();
        }
    }

    @Override
    public void close() {
        topic.close();
    }
}
