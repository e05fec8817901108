package io.millrace.serving.view;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a catalog has the items of a model, and which of them are available: what a request would otherwise look up by id
 * for every item that it scores.
 */
public final class Shelving {
    static final Shelving EMPTY = new Shelving(new int[0], new BitSet());
    private static final int NOWHERE = -1;

    private final int[] places;
    private final BitSet available;

    private Shelving(int[] places, BitSet available) {
        this.places = places;
        this.available = available;
    }

    static Shelving of(Catalog catalog, Model model) {
        var places = new int[model.size()];
        var available = new BitSet();
        for (int item = 0; item < places.length; item++) {
            Optional<Integer> place = catalog.place(model.id(item));
            places[item] = place.orElse(NOWHERE);
            available.set(item, place.isPresent() && catalog.entry(place.get()).available());
        }
        return new Shelving(places, available);
    }

    /** This shelving after these items of its catalog have changed. */
    Shelving with(Catalog changed, Model model, List<CatalogEntry> entries) {
        int[] moved = places;
        var shown = (BitSet) available.clone();
        for (CatalogEntry entry : entries) {
            OptionalInt item = model.place(entry.id());
            if (item.isEmpty()) {
                continue;
            }
            shown.set(item.getAsInt(), entry.available());
            if (moved[item.getAsInt()] == NOWHERE) {
                moved = moved == places ? Arrays.copyOf(places, places.length) : moved;
                moved[item.getAsInt()] = changed.place(entry.id()).orElseThrow();
            }
        }
        return new Shelving(moved, shown);
    }

    /** Whether the item at this place of the model may be shown. */
    public boolean isAvailable(int item) {
        return available.get(item);
    }

    /** The place in the catalog of an available item. */
    public int place(int item) {
        return places[item];
    }
}
