package io.millrace.streaming.total;

import io.millrace.contracts.interaction.Micros;
import io.millrace.contracts.online.Alert;
import io.millrace.contracts.pipeline.Rule;
import io.millrace.streaming.total.Burst.Limit;
import io.millrace.streaming.wire.HopMessage.RuleRow;
import io.millrace.streaming.wire.Sighting;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Raises and closes the alerts of rules that count rows or values.
 *
 * <p>There is one alert for each key and each stretch of the rule's cool-down in which a row passes the bound; the first
 * one that does is when it happened. A stretch of which rows are too old to be kept stays as it was found.
 *
 * <p>Of a key with a million rows none costs a look at all of them: which row passes is known from the alert, so that only
 * those are looked at for which a row less or more can make a difference.
 */
final class Bursts {
    private final SightingShelf sightings;
    private final AlertShelf alerts;

    Bursts(SightingShelf sightings, AlertShelf alerts) {
        this.sightings = sightings;
        this.alerts = alerts;
    }

    /**
     * Takes what a rule sees of a row now.
     *
     * @param horizon what is older is not kept
     * @param changed takes the ids of alerts that are others now
     */
    void accept(Rule rule, RuleRow row, long horizon, Consumer<String> changed) {
        row.before().ifPresent(seen -> sightings.remove(row.rule(), row.key(), row.row(), seen));
        row.after().ifPresent(seen -> sightings.put(row.rule(), row.key(), row.row(), seen));
        Limit limit = Limit.of(rule);
        var window = new BurstWindow(sightings, rule, limit, row);
        for (long number : stretches(limit, row)) {
            long from = number * limit.coolDownMicros();
            String id = Rules.id(rule, row.key(), String.valueOf(number));
            var stretch = new Span(from, from + limit.coolDownMicros());
            if (from - limit.withinMicros() >= horizon && isNews(window, limit, row, stretch, id)) {
                changed.accept(id);
            }
        }
    }

    /** Stretches in which a row of these times may be one too many, or make another one so. */
    private static TreeSet<Long> stretches(Limit limit, RuleRow row) {
        var stretches = new TreeSet<Long>();
        for (Sighting seen :
                Stream.of(row.before(), row.after()).flatMap(Optional::stream).toList()) {
            long last = Math.floorDiv(seen.micros() + limit.withinMicros() - 1, limit.coolDownMicros());
            for (long each = Math.floorDiv(seen.micros(), limit.coolDownMicros()); each <= last; each++) {
                stretches.add(each);
            }
        }
        return stretches;
    }

    private boolean isNews(BurstWindow window, Limit limit, RuleRow row, Span stretch, String id) {
        Optional<Alert> alert = alerts.get(id).filter(Alert::open);
        Optional<Span> span = alert.map(open -> atAlert(limit, row, stretch, Micros.of(open.at())))
                .orElseGet(() -> withoutAlert(limit, row, stretch));
        if (span.isEmpty()) {
            return false;
        }
        return alert.flatMap(open -> window.recounted(open, stretch))
                .or(() -> window.first(id, span.get()))
                .map(alerts::raise)
                .orElseGet(() -> alerts.close(id, row.at()));
    }

    /**
     * The rows of a stretch that may be the first to pass, where the one that did is known: those that see the row more,
     * and that one and later ones if it no longer sees the row.
     */
    private static Optional<Span> atAlert(Limit limit, RuleRow row, Span stretch, long alert) {
        Optional<Long> more = row.after().map(Sighting::micros).filter(micros -> micros <= alert);
        Optional<Long> less = row.before()
                .map(Sighting::micros)
                .filter(new Span(alert - limit.withinMicros() + 1, alert + 1)::has)
                .map(any -> alert);
        return more.or(() -> less).map(stretch::beginningAt);
    }

    /** The rows of a stretch that may pass, where none does: those that see the row more. */
    private Optional<Span> withoutAlert(Limit limit, RuleRow row, Span stretch) {
        if (row.after().isEmpty()) {
            return Optional.empty();
        }
        Sighting seen = row.after().get();
        Span seeing = stretch.beginningAt(seen.micros()).endingAt(seen.micros() + limit.withinMicros());
        Optional<Long> like =
                limit.byValue() ? sightings.latestLike(row.rule(), row.key(), row.row(), seen) : Optional.empty();
        // Who sees another row with the value sees nothing new in this one; nor does it see more itself than the row
        // before
        // it, which does not pass if it is of the stretch.
        Span news = like.filter(micros -> stretch.has(micros) || !stretch.has(seen.micros()))
                .map(micros -> seeing.beginningAt(micros + limit.withinMicros()))
                .orElse(seeing);
        return Optional.of(news).filter(span -> sightings.isAny(row.rule(), row.key(), span));
    }
}
