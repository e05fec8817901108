package io.millrace.serving.recommend;

import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.Window;

/** Items by popularity. */
record PopularList(Catalog catalog, Window window) {

    /** Adds the most popular items. */
    void addTo(Draft draft) {
        draft.addAll(
                draft.shortlist().map(some -> some.popular(window)).orElseGet(() -> catalog.popular(window)),
                this::pick);
    }

    private Pick pick(CatalogEntry entry) {
        return new Pick(
                entry,
                ListPath.POPULAR,
                window.count(entry),
                () -> Reason.popular(window == Window.RECENT && entry.recent() > 0));
    }
}
