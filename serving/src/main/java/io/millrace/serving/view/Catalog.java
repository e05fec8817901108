package io.millrace.serving.view;

import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.FeaturesPointer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** All items of one features version, in order of popularity and by id. */
public final class Catalog {
    private final FeaturesPointer features;
    private final List<CatalogEntry> entries;
    private final Map<String, Integer> places;
    private final int[] byRecent;
    private final int[] byAll;

    private Catalog(FeaturesPointer features, List<CatalogEntry> entries) {
        this.features = features;
        this.entries = entries;
        this.places = new HashMap<>(entries.size() * 2);
        for (int place = 0; place < entries.size(); place++) {
            places.put(entries.get(place).id(), place);
        }
        Comparator<CatalogEntry> byAllTime =
                Comparator.comparingLong(CatalogEntry::interactions).reversed().thenComparing(CatalogEntry::id);
        this.byAll = order(byAllTime);
        this.byRecent =
                order(Comparator.comparingLong(CatalogEntry::recent).reversed().thenComparing(byAllTime));
    }

    private int[] order(Comparator<CatalogEntry> comparator) {
        return IntStream.range(0, entries.size())
                .boxed()
                .sorted((left, right) -> comparator.compare(entries.get(left), entries.get(right)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Collects the parts of a catalog, with equal texts kept once. */
    public static final class Builder {
        private final Map<String, String> texts = new HashMap<>();
        private final List<CatalogEntry> entries = new ArrayList<>();

        /** Adds a part. */
        public void add(List<CatalogItem> items) {
            for (CatalogItem item : items) {
                entries.add(new CatalogEntry(
                        item.id(),
                        item.title().equals(item.id()) ? item.id() : item.title(),
                        item.available(),
                        compact(item.attributes()),
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
            return new Catalog(features, List.copyOf(entries));
        }
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
        return Optional.ofNullable(places.get(id)).map(entries::get);
    }

    /** All items, the most popular first. */
    public Iterable<CatalogEntry> popular(Window window) {
        int[] order =
                switch (window) {
                    case RECENT -> byRecent;
                    case ALL -> byAll;
                };
        return () -> IntStream.of(order).mapToObj(entries::get).iterator();
    }
}
