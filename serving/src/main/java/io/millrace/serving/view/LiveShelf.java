package io.millrace.serving.view;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LiveItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Items as the live state has them, and how they stand against a catalog, which the batch made.
 *
 * <p>The later one of the two is believed. A live state that has reached the position of the catalog has all items: one
 * that is not among them has no row any more. Before that, only what changed behind the catalog's position counts.
 */
final class LiveShelf {
    /** Equal texts of attributes are kept once; beyond so many they are too different for that to be worth it. */
    private static final int MOST_SHARED_TEXTS = 100_000;

    private static final Comparator<Progress> BY_POSITION_THEN_TIME =
            Comparator.comparing(Progress::position).thenComparing(Progress::sourceTime);

    private final FacetNames facets;
    private final Map<String, LiveItem> items = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private Optional<Progress> reached = Optional.empty();

    LiveShelf(FacetNames facets) {
        this.facets = facets;
    }

    int size() {
        return items.size();
    }

    /** Takes these items instead of all before. */
    void replace(Progress progress, Map<String, LiveItem> all) {
        items.clear();
        texts.clear();
        change(all);
        reached = Optional.of(progress);
    }

    void change(Map<String, LiveItem> changed) {
        changed.forEach((id, item) -> items.put(id, compact(item)));
    }

    private LiveItem compact(LiveItem item) {
        Map<String, String> shared = new HashMap<>();
        item.attributes().forEach((name, value) -> shared.put(once(name), once(value)));
        return new LiveItem(item.position(), item.exists(), item.title(), item.available(), shared);
    }

    private String once(String text) {
        return texts.size() < MOST_SHARED_TEXTS ? texts.computeIfAbsent(text, same -> same) : text;
    }

    /** Notes that these items are those of a position, unless they are known to be of a later one. */
    void reach(Progress progress) {
        if (reached.filter(held -> BY_POSITION_THEN_TIME.compare(held, progress) >= 0)
                .isEmpty()) {
            reached = Optional.of(progress);
        }
    }

    Optional<Progress> reached() {
        return reached;
    }

    /** Whether the live items include all that the catalog does. */
    boolean isAheadOf(Catalog catalog) {
        return reached.filter(held -> held.position().reaches(catalog.features().position()))
                .isPresent();
    }

    /** The entries of a catalog that are otherwise by now. */
    List<CatalogEntry> differences(Catalog catalog, boolean isAhead) {
        List<CatalogEntry> different = new ArrayList<>();
        if (isAhead) {
            for (int place = 0; place < catalog.size(); place++) {
                CatalogEntry entry = catalog.entry(place);
                if (!items.containsKey(entry.id()) && entry.exists()) {
                    different.add(entry.gone());
                }
            }
        }
        items.keySet().forEach(id -> difference(catalog, isAhead, id).ifPresent(different::add));
        return different;
    }

    /** The entry of a live item, if it is otherwise than the catalog has it. */
    Optional<CatalogEntry> difference(Catalog catalog, boolean isAhead, String id) {
        LiveItem item = items.get(id);
        Optional<CatalogEntry> held = catalog.find(id);
        boolean isKnownLater = item.position().compareTo(catalog.features().position()) > 0;
        if (!(isAhead || isKnownLater) || held.isEmpty() && !item.exists()) {
            return Optional.empty();
        }
        CatalogEntry entry = held.orElseGet(() -> CatalogEntry.uncounted(id));
        CatalogEntry now = item.exists()
                ? entry.as(
                        item.title().equals(id) ? id : item.title(),
                        item.available(),
                        item.attributes(),
                        facets.of(item.attributes()))
                : entry.gone();
        return held.filter(now::equals).isPresent() ? Optional.empty() : Optional.of(now);
    }
}
