package io.millrace.serving.recommend;

import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.RankedEntries;
import io.millrace.serving.view.View;
import io.millrace.serving.view.Window;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the order of a list comes from: with a user and a wish enough to rank it again.
 *
 * @param item to which the others are similar; nothing where they are similar to none
 * @param window in which interactions are counted; nothing where none are
 * @param hidden items that may not be in it, whatever the wish says
 */
record Theme(Kind kind, Optional<String> item, Optional<Window> window, Set<String> hidden) {
    /** What somebody has to do with. */
    static final Theme SOMEBODY = new Theme(Kind.SOMEBODY, Optional.empty(), Optional.empty(), Set.of());

    /** What everybody wants more than usual. */
    static final Theme TRENDING = new Theme(Kind.TRENDING, Optional.empty(), Optional.of(Window.RECENT), Set.of());

    Theme {
        hidden = Set.copyOf(hidden);
    }

    /** Kinds of themes. */
    enum Kind {
        SOMEBODY,
        SIMILAR,
        POPULAR,
        TRENDING
    }

    /** What is similar to an item, without these. */
    static Theme similarTo(String item, Set<String> hidden) {
        return new Theme(Kind.SIMILAR, Optional.of(item), Optional.empty(), hidden);
    }

    /** What everybody wants. */
    static Theme popularIn(Window window) {
        return new Theme(Kind.POPULAR, Optional.empty(), Optional.of(window), Set.of());
    }

    /** The ids of a list. */
    List<String> ranked(View view, SeenUser seen, Wish wish) {
        return switch (kind) {
            case SOMEBODY -> Chain.ranked(view, seen, wish);
            case SIMILAR -> ids(similar(view, wish));
            case POPULAR, TRENDING -> ids(crowd(view, wish));
        };
    }

    /** A list of what everybody does. */
    Draft crowd(View view, Wish wish) {
        var draft = new Draft(wish, hidden);
        Catalog catalog = view.requireCatalog();
        if (kind == Kind.TRENDING) {
            new TrendingList(catalog, Optional.empty()).addTo(draft);
        } else {
            new PopularList(catalog, window.orElseThrow()).addTo(draft);
        }
        return draft;
    }

    /** All items in the order of what everybody does; nothing where somebody or an item decides about it. */
    Optional<RankedEntries> order(Catalog catalog) {
        return switch (kind) {
            case SOMEBODY, SIMILAR -> Optional.empty();
            case POPULAR -> Optional.of(catalog.popular(window.orElseThrow()));
            case TRENDING -> Optional.of(catalog.trending());
        };
    }

    private Draft similar(View view, Wish wish) {
        var draft = new Draft(wish, hidden);
        view.requireCatalog().find(item.orElseThrow()).ifPresent(entry -> new Chain(view).fill(draft, entry));
        return draft;
    }

    private static List<String> ids(Draft draft) {
        return draft.shown((rank, pick) -> pick.entry().id());
    }
}
