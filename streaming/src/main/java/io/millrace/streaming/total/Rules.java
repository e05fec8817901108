package io.millrace.streaming.total;

import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.Alert.Evidence;
import io.millrace.contracts.pipeline.RowSource.OfEvents;
import io.millrace.contracts.pipeline.Rule;
import io.millrace.contracts.pipeline.Rule.AboveValue;
import io.millrace.streaming.wire.HopMessage.RuleRow;
import io.millrace.streaming.wire.Sighting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Raises alerts and closes them: what is open follows from the rows that are left, in whatever order they came and went. */
final class Rules {
    private static final int ID_DIGITS = 20;

    private final SightingShelf sightings;
    private final AlertShelf alerts;
    private final Bursts bursts;
    private final List<Rule> rules;
    private final Duration lateness;

    /**
     * The rules of a pipeline.
     *
     * @param lateness what is older by the source's clock is no news
     */
    Rules(SightingShelf sightings, AlertShelf alerts, List<Rule> rules, Duration lateness) {
        this.sightings = sightings;
        this.alerts = alerts;
        this.bursts = new Bursts(sightings, alerts);
        this.rules = List.copyOf(rules);
        this.lateness = lateness;
    }

    private long horizon(Instant clock) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.minus(lateness));
    }

    /**
     * Takes what a rule sees of a row now.
     *
     * @param clock how late it is at the source
     * @param changed takes the ids of alerts that are others now
     */
    void accept(RuleRow row, Instant clock, Consumer<String> changed) {
        long horizon = horizon(clock);
        Optional<Sighting> before = row.before().filter(seen -> seen.micros() >= horizon);
        Optional<Sighting> after = row.after().filter(seen -> seen.micros() >= horizon);
        if (before.isEmpty() && after.isEmpty()) {
            return;
        }
        Rule rule = rules.get(row.rule());
        if (rule.cause() instanceof AboveValue) {
            above(rule, row, after, changed);
            return;
        }
        bursts.accept(rule, new RuleRow(row.rule(), row.key(), row.row(), before, after, row.at()), horizon, changed);
    }

    private void above(Rule rule, RuleRow row, Optional<Sighting> seen, Consumer<String> changed) {
        String id = id(rule, row.key(), row.row());
        boolean isNews = seen.isPresent()
                ? alerts.raise(new Alert(
                        id,
                        rule.name(),
                        rule.severity(),
                        row.key(),
                        true,
                        seen.get().at(),
                        seen.get().value().orElseThrow(),
                        List.of(new Evidence(
                                row.row(), seen.get().at(), seen.get().value())),
                        row.at()))
                : alerts.close(id, row.at());
        if (isNews) {
            changed.accept(id);
        }
    }

    /** The same for the same cause, whoever finds it and however often. */
    static String id(Rule rule, String key, String cause) {
        try {
            String text = "%s/%d:%s/%s".formatted(rule.name(), key.length(), key, cause);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Whether an alert is about events. */
    boolean isOfEvents(Alert alert) {
        return rules.stream()
                .anyMatch(
                        rule -> rule.name().equals(alert.rule()) && rule.rows().of() instanceof OfEvents);
    }

    /** Removes rows that are too old. */
    void expire(Instant clock) {
        sightings.removeBefore(horizon(clock));
    }
}
