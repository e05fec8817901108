package io.millrace.serving.recommend;

import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Items by popularity. */
final class PopularList {
    private PopularList() {}

    /** Available items that are not hidden, the most popular first. */
    static Stream<CatalogEntry> entries(Catalog catalog, Window window, Set<String> hidden) {
        return StreamSupport.stream(catalog.popular(window).spliterator(), false)
                .filter(CatalogEntry::available)
                .filter(entry -> !hidden.contains(entry.id()));
    }

    /** That many items, ranked from this rank on. */
    static List<RecommendedItem> items(Catalog catalog, Set<String> hidden, int firstRank, int count) {
        List<RecommendedItem> items = new ArrayList<>();
        entries(catalog, Window.RECENT, hidden)
                .limit(count)
                .forEach(entry -> items.add(new RecommendedItem(
                        firstRank + items.size(),
                        entry.id(),
                        entry.title(),
                        entry.recent(),
                        Reason.popular(entry.recent() > 0),
                        entry.attributes())));
        return items;
    }
}
