package io.millrace.serving.recommend;

import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.RankedEntries;
import io.millrace.serving.view.View;
import io.millrace.serving.view.Window;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The only items that may join the lists of one request. They are looked for once, however many lists the request has, and
 * no list goes through others.
 */
final class Shortlist {
    private final Catalog catalog;
    private final BitSet places;
    private final BitSet inModel = new BitSet();
    private final Map<Window, RankedEntries> popular = new EnumMap<>(Window.class);
    private Optional<RankedEntries> trending = Optional.empty();

    private Shortlist(View view, BitSet places) {
        this.catalog = view.requireCatalog();
        this.places = places;
        view.model()
                .ifPresent(model -> places.stream().mapToObj(catalog::entry).forEach(entry -> model.place(entry.id())
                        .ifPresent(inModel::set)));
    }

    /** Those that are available and pass. */
    static Shortlist of(View view, ItemFilter filter) {
        return of(view, filter.ids(), filter::lets);
    }

    /** Those of these ids that are available and pass, or of all items where no id is given; asks about each once. */
    static Shortlist of(View view, Set<String> ids, Predicate<CatalogEntry> passes) {
        Catalog catalog = view.requireCatalog();
        var places = new BitSet();
        if (ids.isEmpty()) {
            places.set(0, catalog.size());
        } else {
            ids.forEach(id -> catalog.place(id).ifPresent(places::set));
        }
        for (int place = places.nextSetBit(0); place >= 0; place = places.nextSetBit(place + 1)) {
            CatalogEntry entry = catalog.entry(place);
            if (!entry.available() || !passes.test(entry)) {
                places.clear(place);
            }
        }
        return new Shortlist(view, places);
    }

    /** Their places in the model. */
    BitSet inModel() {
        return inModel;
    }

    /** The items, the most popular first. */
    RankedEntries popular(Window window) {
        return popular.computeIfAbsent(window, any -> catalog.popular(window, places));
    }

    /** The items, those first that are wanted more than usual. */
    RankedEntries trending() {
        if (trending.isEmpty()) {
            trending = Optional.of(catalog.trending(places));
        }
        return trending.get();
    }
}
