package io.millrace.orchestration.alert;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people through every channel that is set. One that fails is logged and counted, and stops nothing. */
public final class Alerts {
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    private final List<AlertChannel> channels;
    private final MeterRegistry metrics;

    public Alerts(List<AlertChannel> channels, MeterRegistry metrics) {
        this.channels = List.copyOf(channels);
        this.metrics = metrics;
    }

    /** Returns when each channel has taken it or failed. */
    public void tell(Alert alert) {
        for (AlertChannel channel : channels) {
            count(channel, sent(channel, alert));
        }
    }

    private static boolean sent(AlertChannel channel, Alert alert) {
        try {
            channel.send(alert);
            return true;
        } catch (IOException e) {
            LOG.warn("The {} did not take '{}': {}", channel.name(), alert.subject(), e.getMessage());
            return false;
        }
    }

    private void count(AlertChannel channel, boolean sent) {
        metrics.counter("millrace.orchestration.alerts", "channel", channel.name(), "result", sent ? "sent" : "failed")
                .increment();
    }
}
