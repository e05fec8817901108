package io.millrace.contracts.online;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.interaction.Strength;
import io.millrace.contracts.pipeline.Caps;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the live state knows of one user: the interactions that the batch would compute from silver at the same position.
 *
 * @param exists whether the table of users has a row of this user
 * @param interactions one for each item that the user has to do with and that exists, ordered by the item's id
 */
public record LiveUser(boolean exists, List<Interaction> interactions) {
    public LiveUser {
        interactions = List.copyOf(interactions);
    }

    /** The same with what caps leave of the strengths. */
    public LiveUser capped(Caps caps) {
        if (caps.areNone()) {
            return this;
        }
        List<Interaction> latestFirst = interactions.stream()
                .sorted(Comparator.comparing(Interaction::lastAt)
                        .reversed()
                        .thenComparing(Interaction::item, Strength.ITEMS))
                .toList();
        Map<String, Integer> later = new HashMap<>();
        latestFirst.forEach(each -> later.put(each.item(), later.size()));
        return new LiveUser(
                exists,
                interactions.stream()
                        .map(each -> each.capped(later.get(each.item()), caps))
                        .toList());
    }

    /**
     * A user's tie to an item.
     *
     * @param strength the sum of {@link io.millrace.contracts.interaction.Strength} over the rows, decayed to
     *     {@code lastAt}, as far as caps leave it; 0 where the tie counts nothing
     * @param count number of rows
     * @param firstAt time of the earliest row
     * @param lastAt time of the latest row
     * @param latest which row that is; nothing where it was kept by a version that did not know
     */
    public record Interaction(
            String item, double strength, long count, Instant firstAt, Instant lastAt, Optional<SourceRow> latest) {
        /** One whose latest row nobody names. */
        public Interaction(String item, double strength, long count, Instant firstAt, Instant lastAt) {
            this(item, strength, count, firstAt, lastAt, Optional.empty());
        }

        private Interaction capped(long later, Caps caps) {
            return new Interaction(item, Strength.capped(strength, 1, later, caps), count, firstAt, lastAt, latest);
        }
    }

    /**
     * A row of the source, or an event.
     *
     * @param table such as {@code public.order_items}; of an event its table in the lake, such as
     *     {@code shop__events.play}
     * @param key its primary key as JSON; of an event {@code event_id}
     * @param position of the change that made the interaction what it is, of this row or of its parent; that of the
     *     latest progress where that is later, or of the reading where the row was read and not told. An event has none:
     *     it is one behind the latest progress and all that was known of the user when the event came, or one behind
     *     the first progress where it came before that
     */
    public record SourceRow(String table, String key, Position position) {}
}
