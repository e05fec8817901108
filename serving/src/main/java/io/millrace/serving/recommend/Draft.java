package io.millrace.serving.recommend;

import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.RankedEntries;
import io.millrace.serving.view.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A list in the making. Whatever path items come by, only those join that are available, not hidden, pass the filter and
 * do not crowd their category; so it is as long as wanted wherever so many of them exist.
 */
final class Draft {
    private final Wish wish;
    private final Optional<Shortlist> shortlist;
    private final Set<String> hidden;
    private final Map<String, Integer> perCategory = new HashMap<>();
    private final List<Pick> picks = new ArrayList<>();

    /** An empty list, which these items may not join, nor those that the wish excludes. */
    Draft(Wish wish, Set<String> hidden) {
        this(wish, hidden, Optional.empty());
    }

    /** The same where it is known already which items pass the filter. */
    Draft(Wish wish, Set<String> hidden, Optional<Shortlist> shortlist) {
        this.wish = wish;
        this.shortlist = shortlist;
        this.hidden = new HashSet<>(wish.excluded());
        this.hidden.addAll(hidden);
    }

    /** An empty list for somebody. */
    static Draft of(View view, SeenUser seen, Wish wish) {
        ItemFilter filter = wish.filter();
        return new Draft(
                wish,
                wish.includesBought() ? Set.of() : seen.items(),
                filter.ids().isEmpty() ? Optional.empty() : Optional.of(Shortlist.of(view, filter)));
    }

    /** What is wanted of it. */
    Wish wish() {
        return wish;
    }

    /** Whether the item may join. Asked of many items in a request, so it leaves nothing to collect. */
    boolean admits(CatalogEntry entry) {
        return entry.available()
                && !hidden.contains(entry.id())
                && (shortlist.isPresent() || wish.filter().lets(entry))
                && room(entry) > 0;
    }

    /** How many more items that are like this one in their category may join. */
    int room(CatalogEntry entry) {
        Optional<String> category = entry.facets().category();
        return isCapped() && category.isPresent()
                ? wish.mostPerCategory().getAsInt() - perCategory.getOrDefault(category.get(), 0)
                : missing();
    }

    /** The only items that may join, so that no others are asked about; nothing where the filter decides about each. */
    Optional<Shortlist> shortlist() {
        return shortlist;
    }

    /** Whether there is a limit to the items of one category. */
    boolean isCapped() {
        return wish.mostPerCategory().isPresent();
    }

    /** How many items are still wanted. */
    int missing() {
        return wish.depth() - picks.size();
    }

    /** Adds an item that is admitted. */
    void add(Pick pick) {
        picks.add(pick);
        hidden.add(pick.entry().id());
        pick.entry().facets().category().ifPresent(category -> perCategory.merge(category, 1, Integer::sum));
    }

    /** Adds those that are admitted, in their order, until none is missing. */
    void addAll(RankedEntries entries, Function<CatalogEntry, Pick> picking) {
        addAll(entries, entry -> true, picking);
    }

    /** Adds those that meet a condition and are admitted, in their order, until none is missing. */
    void addAll(RankedEntries entries, Predicate<CatalogEntry> condition, Function<CatalogEntry, Pick> picking) {
        for (int rank = 0; rank < entries.size() && missing() > 0; rank++) {
            CatalogEntry entry = entries.get(rank);
            if (condition.test(entry) && admits(entry)) {
                add(picking.apply(entry));
            }
        }
    }

    /** The path by which the best item has come; nothing while there is none. */
    Optional<ListPath> path() {
        return picks.stream().map(Pick::path).findFirst();
    }

    /** Whether an item has come by one of these paths. */
    boolean has(Set<ListPath> paths) {
        return picks.stream().map(Pick::path).anyMatch(paths::contains);
    }

    /** Ids of all items, those before the offset too. */
    Set<String> all() {
        return picks.stream().map(pick -> pick.entry().id()).collect(Collectors.toSet());
    }

    /** Ids of the items behind the offset. */
    Set<String> ids() {
        return Set.copyOf(shown((rank, pick) -> pick.entry().id()));
    }

    /** The items behind the offset. */
    List<RecommendedItem> items() {
        return shown((rank, pick) -> pick.at(rank));
    }

    /** The items behind the offset, each made of its rank and of what was picked. */
    <T> List<T> shown(BiFunction<Integer, Pick, T> showing) {
        List<T> items = new ArrayList<>();
        for (int index = wish.offset(); index < picks.size(); index++) {
            items.add(showing.apply(index + 1, picks.get(index)));
        }
        return items;
    }
}
