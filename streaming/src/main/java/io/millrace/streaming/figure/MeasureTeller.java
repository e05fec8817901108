package io.millrace.streaming.figure;

import io.millrace.contracts.pipeline.Aggregate;
import io.millrace.streaming.wire.HopMessage.Delta;
import io.millrace.streaming.wire.Outbox;
import io.millrace.streaming.wire.Sighting;
import io.millrace.streaming.wire.Slot;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Takes what a row counted away from a measure and adds what it counts now.
 *
 * @param number the measure's number
 * @param value its factors: exact numbers, or one text of which different ones are counted
 * @param by where each dimension is
 */
record MeasureTeller(int number, Aggregate aggregate, Conditions conditions, List<Place> value, List<Place> by)
        implements Relation.Teller {
    MeasureTeller {
        value = List.copyOf(value);
        by = List.copyOf(by);
    }

    @Override
    public void tell(Relation.Step step, Outbox outbox) {
        Optional<Sighting> was = step.before().flatMap(this::counted);
        Optional<Sighting> is = step.after().flatMap(this::counted);
        for (int dimension = Slot.TOTAL; dimension < by.size(); dimension++) {
            Optional<Slot> from = slot(dimension, was.flatMap(any -> step.before()));
            Optional<Slot> to = slot(dimension, is.flatMap(any -> step.after()));
            if (!was.equals(is) || !from.equals(to)) {
                from.ifPresent(slot -> outbox.send(delta(slot, was.orElseThrow(), false, step)));
                to.ifPresent(slot -> outbox.send(delta(slot, is.orElseThrow(), true, step)));
            }
        }
    }

    private Optional<Slot> slot(int dimension, Optional<WholeRow> row) {
        return row.map(whole ->
                new Slot(number, dimension, dimension == Slot.TOTAL ? Optional.empty() : whole.at(by.get(dimension))));
    }

    private static Delta delta(Slot slot, Sighting counted, boolean more, Relation.Step step) {
        return new Delta(slot, counted.micros(), counted.value(), more, step.at());
    }

    private Optional<Sighting> counted(WholeRow row) {
        return conditions.micros(row).flatMap(micros -> switch (aggregate) {
            case COUNT ->
                value.stream().allMatch(place -> row.at(place).isPresent())
                        ? Optional.of(new Sighting(micros, Optional.empty()))
                        : Optional.empty();
            case SUM, AVERAGE -> number(row).map(text -> new Sighting(micros, Optional.of(text)));
            case DISTINCT ->
                (value.size() == 1 ? row.at(value.get(0)) : number(row))
                        .map(text -> new Sighting(micros, Optional.of(text)));
        });
    }

    private Optional<String> number(WholeRow row) {
        return Conditions.product(row, value).map(BigDecimal::toPlainString);
    }
}
