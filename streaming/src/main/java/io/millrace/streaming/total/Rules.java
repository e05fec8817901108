package io.millrace.streaming.total;

import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.Alert.Evidence;
import io.millrace.contracts.pipeline.Rule;
import io.millrace.contracts.pipeline.Rule.AboveValue;
import io.millrace.streaming.total.Burst.Limit;
import io.millrace.streaming.wire.HopMessage.RuleRow;
import io.millrace.streaming.wire.Sighting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Raises alerts and closes them: what is open follows from the rows that are left, in whatever order they came and went.
 *
 * <p>Of a burst there is one alert for each key and each stretch of the rule's cool-down in which a row passes the bound;
 * the first one that does is when it happened. A stretch of which rows are too old to be kept stays as it was found.
 */
final class Rules {
    private static final int MOST_EVIDENCE = 20;
    private static final int ID_DIGITS = 20;

    private final SightingShelf sightings;
    private final AlertShelf alerts;
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
        before.ifPresent(seen -> sightings.remove(row.rule(), row.key(), row.row(), seen.micros()));
        after.ifPresent(seen -> sightings.put(row.rule(), row.key(), row.row(), seen));
        Limit limit = Limit.of(rule);
        for (long stretch : stretches(limit, before, after)) {
            boolean isWhole = stretch * limit.coolDownMicros() - limit.withinMicros() >= horizon;
            if (isWhole && !isToldAlready(rule, row, stretch)) {
                burst(rule, row, stretch, changed);
            }
        }
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
                        instant(seen.get().micros()),
                        seen.get().value().orElseThrow(),
                        List.of(evidence(row.row(), seen.get())),
                        row.at()))
                : alerts.close(id, row.at());
        if (isNews) {
            changed.accept(id);
        }
    }

    /** Stretches in which a row of these times may be one too many, or make another one so. */
    private static TreeSet<Long> stretches(Limit limit, Optional<Sighting> before, Optional<Sighting> after) {
        var stretches = new TreeSet<Long>();
        for (Sighting seen :
                List.of(before, after).stream().flatMap(Optional::stream).toList()) {
            long last = Math.floorDiv(seen.micros() + limit.withinMicros() - 1, limit.coolDownMicros());
            for (long each = Math.floorDiv(seen.micros(), limit.coolDownMicros()); each <= last; each++) {
                stretches.add(each);
            }
        }
        return stretches;
    }

    /** A row more, later than the one that was too many, changes nothing: a key with a million rows costs no more. */
    private boolean isToldAlready(Rule rule, RuleRow row, long stretch) {
        return row.before().isEmpty()
                && alerts.get(id(rule, row.key(), String.valueOf(stretch)))
                        .filter(Alert::open)
                        .filter(alert ->
                                instant(row.after().orElseThrow().micros()).isAfter(alert.at()))
                        .isPresent();
    }

    private void burst(Rule rule, RuleRow row, long stretch, Consumer<String> changed) {
        Limit limit = Limit.of(rule);
        long from = stretch * limit.coolDownMicros();
        long until = from + limit.coolDownMicros();
        var burst = new Burst(limit);
        List<Sighting> passed = new ArrayList<>(1);
        sightings.each(row.rule(), row.key(), from - limit.withinMicros() + 1, (name, seen) -> {
            if (seen.micros() >= until) {
                return false;
            }
            if (burst.passes(name, seen) && seen.micros() >= from) {
                passed.add(seen);
            }
            return passed.isEmpty();
        });
        String id = id(rule, row.key(), String.valueOf(stretch));
        boolean isNews = passed.isEmpty()
                ? alerts.close(id, row.at())
                : alerts.raise(alert(id, rule, row, passed.get(0), burst));
        if (isNews) {
            changed.accept(id);
        }
    }

    private static Alert alert(String id, Rule rule, RuleRow row, Sighting last, Burst burst) {
        List<Evidence> evidence = new ArrayList<>();
        for (Burst.Seen seen : burst.rows()) {
            if (evidence.size() < MOST_EVIDENCE) {
                evidence.add(evidence(seen.row(), seen.sighting()));
            }
        }
        return new Alert(
                id,
                rule.name(),
                rule.severity(),
                row.key(),
                true,
                instant(last.micros()),
                String.valueOf(burst.found()),
                evidence,
                row.at());
    }

    private static Evidence evidence(String row, Sighting seen) {
        return new Evidence(row, instant(seen.micros()), seen.value());
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
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

    /** Removes rows that are too old. */
    void expire(Instant clock) {
        sightings.removeBefore(horizon(clock));
    }
}
