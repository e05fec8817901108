package io.millrace.streaming.total;

import io.millrace.contracts.interaction.Micros;
import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.Alert.Evidence;
import io.millrace.contracts.pipeline.Rule;
import io.millrace.streaming.total.Burst.Limit;
import io.millrace.streaming.wire.HopMessage.RuleRow;
import io.millrace.streaming.wire.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a key as a rule sees them, with a row that has changed.
 *
 * @param limit the rule's
 */
record BurstWindow(SightingShelf sightings, Rule rule, Limit limit, RuleRow row) {
    private static final int MOST_EVIDENCE = 20;

    /** The alert of the first of these rows that passes. */
    Optional<Alert> first(String id, Span span) {
        var burst = new Burst(limit);
        List<Alert> found = new ArrayList<>(1);
        sightings.each(row.rule(), row.key(), span.from() - limit.withinMicros() + 1, (name, seen) -> {
            if (seen.micros() >= span.until()) {
                return false;
            }
            if (burst.passes(name, seen) && span.has(seen.micros())) {
                found.add(alert(id, seen, burst));
            }
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    private Alert alert(String id, Sighting last, Burst burst) {
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
                last.at(),
                String.valueOf(burst.found()),
                evidence,
                row.at());
    }

    private static Evidence evidence(String row, Sighting seen) {
        return new Evidence(row, seen.at(), seen.value());
    }

    /** An alert with the changed row, without a look at all rows before it; nothing where that does not tell. */
    Optional<Alert> recounted(Alert alert, Span stretch) {
        long at = Micros.of(alert.at());
        var before = new Span(at - limit.withinMicros() + 1, at);
        boolean isMore = row.after().filter(seen -> seen.micros() <= at).isPresent();
        // A row that is later by nothing than its place among those of one time may be in the window or not.
        boolean isUnclear = row.before().filter(seen -> seen.micros() == at).isPresent()
                || row.after()
                        .filter(seen -> seen.micros() >= stretch.from() && seen.micros() <= at)
                        .isPresent()
                || isMore && sightings.isAny(row.rule(), row.key(), new Span(stretch.from(), at));
        if (isUnclear) {
            return Optional.empty();
        }
        Optional<Sighting> less = row.before().filter(seen -> before.has(seen.micros()));
        Optional<Sighting> more = row.after().filter(seen -> before.has(seen.micros()));
        long found = Long.parseLong(alert.found());
        if (limit.byValue()) {
            if (!isSeenStill(less, at) || !isSeenStill(more, at)) {
                return Optional.empty();
            }
        } else {
            found += (more.isPresent() ? 1 : 0) - (less.isPresent() ? 1 : 0);
        }
        List<Evidence> evidence = earliest(before);
        return found > limit.bound() && evidence.size() == MOST_EVIDENCE
                ? Optional.of(new Alert(
                        alert.id(),
                        alert.rule(),
                        alert.severity(),
                        alert.key(),
                        true,
                        alert.at(),
                        String.valueOf(found),
                        evidence,
                        row.at()))
                : Optional.empty();
    }

    /** Whether another row before the one that passes has the value. */
    private boolean isSeenStill(Optional<Sighting> changed, long at) {
        return changed.isEmpty()
                || sightings
                        .latestLike(
                                row.rule(),
                                row.key(),
                                row.row(),
                                new Sighting(at - 1, changed.get().value()))
                        .filter(micros -> micros > at - limit.withinMicros())
                        .isPresent();
    }

    private List<Evidence> earliest(Span span) {
        List<Evidence> evidence = new ArrayList<>();
        sightings.each(row.rule(), row.key(), span.from(), (name, seen) -> {
            if (span.has(seen.micros())) {
                evidence.add(evidence(name, seen));
            }
            return span.has(seen.micros()) && evidence.size() < MOST_EVIDENCE;
        });
        return evidence;
    }
}
