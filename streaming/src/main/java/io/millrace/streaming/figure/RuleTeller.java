package io.millrace.streaming.figure;

import io.millrace.contracts.pipeline.Rule;
import io.millrace.contracts.pipeline.Rule.AboveValue;
import io.millrace.contracts.pipeline.Rule.ManyValues;
import io.millrace.streaming.wire.HopMessage.RuleRow;
import io.millrace.streaming.wire.Outbox;
import io.millrace.streaming.wire.Sighting;
import java.util.List;
import java.util.Optional;

/**
 * Shows a rule the rows that it may have to raise an alert for.
 *
 * @param number the rule's number
 * @param value the factors of its value: exact numbers, or one text of which different ones are counted
 */
record RuleTeller(int number, Rule rule, Conditions conditions, Place key, List<Place> value)
        implements Relation.Teller {
    RuleTeller {
        value = List.copyOf(value);
    }

    @Override
    public void tell(Relation.Step step, Outbox outbox) {
        Optional<String> from = step.before().flatMap(row -> row.at(key));
        Optional<String> to = step.after().flatMap(row -> row.at(key));
        Optional<Sighting> was = from.flatMap(any -> step.before()).flatMap(this::seen);
        Optional<Sighting> is = to.flatMap(any -> step.after()).flatMap(this::seen);
        if (from.equals(to)) {
            if (!was.equals(is)) {
                outbox.send(new RuleRow(number, to.orElseThrow(), step.row(), was, is, step.at()));
            }
            return;
        }
        was.ifPresent(any ->
                outbox.send(new RuleRow(number, from.orElseThrow(), step.row(), was, Optional.empty(), step.at())));
        is.ifPresent(
                any -> outbox.send(new RuleRow(number, to.orElseThrow(), step.row(), Optional.empty(), is, step.at())));
    }

    private Optional<Sighting> seen(WholeRow row) {
        return conditions.micros(row).flatMap(micros -> {
            if (rule.cause() instanceof AboveValue above) {
                return Conditions.product(row, value)
                        .filter(number -> number.compareTo(above.bound()) > 0)
                        .map(number -> new Sighting(micros, Optional.of(number.toPlainString())));
            }
            if (rule.cause() instanceof ManyValues) {
                return row.at(value.get(0)).map(text -> new Sighting(micros, Optional.of(text)));
            }
            return Optional.of(new Sighting(micros, Optional.empty()));
        });
    }
}
