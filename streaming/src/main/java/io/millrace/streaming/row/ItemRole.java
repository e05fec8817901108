package io.millrace.streaming.row;

import io.millrace.contracts.change.Position;
import io.millrace.streaming.wire.HopMessage.ItemRow;
import io.millrace.streaming.wire.HopMessage.ItemSays;
import io.millrace.streaming.wire.ItemText;
import io.millrace.streaming.wire.Outbox;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The table of items.
 *
 * @param id cell with the item's id
 * @param title cell with its title, or none
 * @param measure cell that says whether it is available, or none where each is
 * @param above what the measure must be above
 * @param attributes cells by attribute
 */
record ItemRole(int id, OptionalInt title, OptionalInt measure, OptionalDouble above, Map<String, Integer> attributes)
        implements Role {
    ItemRole {
        attributes = new TreeMap<>(attributes);
    }

    @Override
    public void tell(String key, Optional<StoredRow> before, Optional<StoredRow> after, Position at, Outbox outbox) {
        Optional<String> was = before.flatMap(this::item);
        Optional<String> is = after.flatMap(this::item);
        if (!was.equals(is)) {
            was.ifPresent(item -> {
                outbox.send(new ItemRow(item, key, false, at));
                outbox.send(new ItemSays(item, key, Optional.empty(), at));
            });
            is.ifPresent(item -> outbox.send(new ItemRow(item, key, true, at)));
        }
        Optional<ItemText> text = is.map(item -> text(item, after.orElseThrow()));
        if (!was.equals(is) || !text.equals(was.map(item -> text(item, before.orElseThrow())))) {
            text.ifPresent(says -> outbox.send(new ItemSays(is.orElseThrow(), key, Optional.of(says), at)));
        }
    }

    private Optional<String> item(StoredRow row) {
        return row.exists() ? value(row, id) : Optional.empty();
    }

    private ItemText text(String item, StoredRow row) {
        Map<String, String> present = new TreeMap<>();
        attributes.forEach((name, cell) -> value(row, cell).ifPresent(attribute -> present.put(name, attribute)));
        String shown = title.isPresent() ? value(row, title.getAsInt()).orElse(item) : item;
        return new ItemText(shown, isAvailable(row), present);
    }

    private boolean isAvailable(StoredRow row) {
        return measure.isEmpty()
                || value(row, measure.getAsInt())
                        .map(Double::parseDouble)
                        .filter(this::isEnough)
                        .isPresent();
    }

    /** As Spark compares: a value that is no number is above all that are. */
    private boolean isEnough(double value) {
        return Double.compare(value, above.getAsDouble()) > 0 && value != above.getAsDouble();
    }

    private static Optional<String> value(StoredRow row, int cell) {
        return row.cells().get(cell).value();
    }
}
