package io.millrace.streaming.row;

import io.millrace.contracts.interaction.Strength;
import io.millrace.contracts.pipeline.InteractionKind.Weight;
import io.millrace.streaming.wire.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Where a row has what it gives to an interaction; each is none where another row has it.
 *
 * @param weight what a row counts, if this row tells
 * @param quantity cell with the weight's value, if it has one
 * @param only by cell, the texts of which it must have one
 */
record SideCells(
        OptionalInt user,
        OptionalInt item,
        OptionalInt at,
        Optional<Weight> weight,
        OptionalInt quantity,
        Map<Integer, List<String>> only) {
    SideCells {
        only = new TreeMap<>(only);
    }

    /** What the row gives; nothing where it can be no interaction, whatever the other row says. */
    Optional<Side> of(StoredRow row) {
        if (!row.exists() || !meetsConditions(row)) {
            return Optional.empty();
        }
        var side = new Side(
                value(row, user),
                value(row, item),
                value(row, at).map(Long::parseLong),
                weight.map(each -> Strength.ofRow(
                        each, value(row, quantity).map(Double::parseDouble).orElse(null))));
        boolean isWhole = lacksNothing(user, side.user())
                && lacksNothing(item, side.item())
                && lacksNothing(at, side.micros())
                && side.weight().filter(counts -> !(counts > 0)).isEmpty();
        return isWhole ? Optional.of(side) : Optional.empty();
    }

    private boolean meetsConditions(StoredRow row) {
        return only.entrySet().stream().allMatch(condition -> row.cells()
                .get(condition.getKey())
                .value()
                .filter(condition.getValue()::contains)
                .isPresent());
    }

    private static boolean lacksNothing(OptionalInt cell, Optional<?> value) {
        return cell.isEmpty() || value.isPresent();
    }

    private static Optional<String> value(StoredRow row, OptionalInt cell) {
        return cell.isPresent() ? row.cells().get(cell.getAsInt()).value() : Optional.empty();
    }
}
