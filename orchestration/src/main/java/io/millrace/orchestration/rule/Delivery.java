package io.millrace.orchestration.rule;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.online.Alert;
import io.millrace.orchestration.alert.AlertChannel;
import io.millrace.orchestration.alert.RefusedMessage;
import io.millrace.orchestration.history.ToldAlerts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one channel of alerts, each once; of one that was taken just before the process was killed, once more. What the
 * channel does not take is tried again after growing pauses, and is given up when patience ends, or at once if the channel
 * refuses the message itself.
 */
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final AlertChannel channel;
    private final ToldAlerts told;
    private final Terms terms;
    private final MeterRegistry metrics;
    /** Taken, and not written down: a database that refuses must not make one alert many. */
    private final Set<String> taken = new HashSet<>();

    public Delivery(AlertChannel channel, ToldAlerts told, Terms terms, MeterRegistry metrics) {
        this.channel = channel;
        this.told = told;
        this.terms = terms;
        this.metrics = metrics;
    }

    /** The channel's name. */
    String channel() {
        return channel.name();
    }

    /**
     * Tells of an alert, if it is open and news.
     *
     * @param found when the live state told it: what had happened long before is a replay, or came late
     * @return whether that is over; not so when a pause was the last
     */
    boolean deliver(Alert alert, Instant found, Pause pause) throws InterruptedException {
        boolean isNews =
                alert.open() && alert.at().plus(terms.news()).isAfter(found) && !told.has(channel.name(), alert.id());
        return !isNews || send(alert, pause);
    }

    private boolean send(Alert alert, Pause pause) throws InterruptedException {
        Duration next = FIRST_PAUSE;
        Duration waited = Duration.ZERO;
        while (!isOver(alert)) {
            if (waited.compareTo(terms.patience()) >= 0) {
                LOG.warn("The alert {} of {} is given up for the {}", alert.id(), alert.rule(), channel.name());
                count("given up");
                return true;
            }
            if (!pause.goesOn(next)) {
                return false;
            }
            waited = waited.plus(next);
            next = next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? next.multipliedBy(2) : LONGEST_PAUSE;
        }
        return true;
    }

    private boolean isOver(Alert alert) {
        try {
            if (!taken.contains(alert.id())) {
                channel.send(AlertMessage.of(alert));
                taken.add(alert.id());
                count("sent");
            }
        } catch (RefusedMessage e) {
            LOG.warn("The {} refuses the alert {}, which is given up: {}", channel.name(), alert.id(), e.getMessage());
            count("refused");
            return true;
        } catch (IOException e) {
            LOG.warn("The {} did not take the alert {}: {}", channel.name(), alert.id(), e.getMessage());
            count("failed");
            return false;
        }
        told.add(channel.name(), alert.id(), Instant.now());
        taken.remove(alert.id());
        return true;
    }

    /** How old the cause of an alert may be when it is found. */
    Duration news() {
        return terms.news();
    }

    /** Counts a record that is no alert. */
    void passedOver() {
        count("unreadable");
    }

    private void count(String result) {
        metrics.counter("millrace.orchestration.rule.alerts", "channel", channel.name(), "result", result)
                .increment();
    }
}
