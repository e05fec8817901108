package io.millrace.serving.view;

import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.FeaturesPointer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All items of one features version and those that came later, in order of popularity and by id. */
public final class Catalog {
    private final FeaturesPointer features;
    private final EntryPages entries;
    private final Order order;
    private final Map<String, Integer> further;
    private final Set<String> attributes;

    /** What does not change when an item does: where each item of the features stands, and the orders by what is counted. */
    private record Order(Map<String, Integer> places, Ranking byRecent, Ranking byAll, Trend trend, Ranking byTrend) {
        static Order of(List<CatalogEntry> entries) {
            Map<String, Integer> places = new HashMap<>(entries.size() * 2);
            for (int place = 0; place < entries.size(); place++) {
                places.put(entries.get(place).id(), place);
            }
            Comparator<CatalogEntry> byAll = Comparator.comparingLong(CatalogEntry::interactions)
                    .reversed()
                    .thenComparing(CatalogEntry::id);
            Comparator<CatalogEntry> byRecent =
                    Comparator.comparingLong(CatalogEntry::recent).reversed().thenComparing(byAll);
            Trend trend = Trend.of(entries);
            Comparator<CatalogEntry> byTrend =
                    Comparator.comparingDouble(trend::strength).reversed().thenComparing(byRecent);
            return new Order(
                    places,
                    Ranking.of(entries, byRecent),
                    Ranking.of(entries, byAll),
                    trend,
                    Ranking.of(entries, byTrend));
        }

        Ranking of(Window window) {
            return switch (window) {
                case RECENT -> byRecent;
                case ALL -> byAll;
            };
        }
    }

    private Catalog(
            FeaturesPointer features,
            EntryPages entries,
            Order order,
            Map<String, Integer> further,
            Set<String> attributes) {
        this.features = features;
        this.entries = entries;
        this.order = order;
        this.further = further;
        this.attributes = attributes;
    }

    /** Collects the parts of a catalog, with equal texts kept once. */
    public static final class Builder {
        private final FacetNames facets;
        private final Map<String, String> texts = new HashMap<>();
        private final List<CatalogEntry> entries = new ArrayList<>();

        /** Without items; they are chosen by these attributes. */
        public Builder(FacetNames facets) {
            this.facets = facets;
        }

        /** Adds a part. */
        public void add(List<CatalogItem> items) {
            for (CatalogItem item : items) {
                Map<String, String> attributes = compact(item.attributes());
                entries.add(new CatalogEntry(
                        item.id(),
                        item.title().equals(item.id()) ? item.id() : item.title(),
                        true,
                        item.available(),
                        attributes,
                        facets.of(attributes),
                        item.recent(),
                        item.interactions()));
            }
        }

        private Map<String, String> compact(Map<String, String> attributes) {
            Map<String, String> shared = new HashMap<>();
            attributes.forEach((name, value) -> shared.put(once(name), once(value)));
            return Map.copyOf(shared);
        }

        private String once(String text) {
            return texts.computeIfAbsent(text, same -> same);
        }

        /** The catalog of these features. */
        public Catalog build(FeaturesPointer features) {
            return new Catalog(
                    features, EntryPages.of(entries), Order.of(entries), Map.of(), attributes(Set.of(), entries));
        }
    }

    private static Set<String> attributes(Set<String> known, List<CatalogEntry> entries) {
        Set<String> names = new TreeSet<>(known);
        entries.forEach(entry -> names.addAll(entry.attributes().keySet()));
        return Collections.unmodifiableSet(names);
    }

    /** Names of the attributes that items have, in order; one that no item has had a value of is not among them. */
    public Set<String> attributes() {
        return attributes;
    }

    /** Which features these are. */
    public FeaturesPointer features() {
        return features;
    }

    /** Number of items. */
    public int size() {
        return entries.size();
    }

    /** The item at this place. */
    public CatalogEntry entry(int place) {
        return entries.get(place);
    }

    /** The item of this id, if there is one. */
    public Optional<CatalogEntry> find(String id) {
        return place(id).map(entries::get);
    }

    /** The place of an item, if there is one of this id. */
    public Optional<Integer> place(String id) {
        return Optional.ofNullable(order.places().get(id)).or(() -> Optional.ofNullable(further.get(id)));
    }

    /**
     * This catalog with other entries for some items. Items that it did not have stand behind all others in the order of
     * popularity: nobody has counted for them yet.
     */
    Catalog with(List<CatalogEntry> changed) {
        Map<Integer, CatalogEntry> byPlace = new HashMap<>();
        List<CatalogEntry> added = new ArrayList<>();
        changed.forEach(
                entry -> place(entry.id()).ifPresentOrElse(place -> byPlace.put(place, entry), () -> added.add(entry)));
        Map<String, Integer> longer = further;
        if (!added.isEmpty()) {
            longer = new HashMap<>(further);
            for (CatalogEntry entry : added) {
                longer.put(entry.id(), order.places().size() + longer.size());
            }
        }
        return new Catalog(features, entries.with(byPlace, added), order, longer, attributes(attributes, changed));
    }

    /** All items, the most popular first. */
    public RankedEntries popular(Window window) {
        return RankedEntries.all(entries, order.of(window));
    }

    /** The items at these places, the most popular first. */
    public RankedEntries popular(Window window, BitSet places) {
        return RankedEntries.some(entries, order.of(window), places);
    }

    /** All items, those first that are wanted more than usual. */
    public RankedEntries trending() {
        return RankedEntries.all(entries, order.byTrend());
    }

    /** The items at these places, those first that are wanted more than usual. */
    public RankedEntries trending(BitSet places) {
        return RankedEntries.some(entries, order.byTrend(), places);
    }

    /** By which items are trending. */
    public Trend trend() {
        return order.trend();
    }
}
