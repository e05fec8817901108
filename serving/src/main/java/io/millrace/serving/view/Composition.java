package io.millrace.serving.view;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LiveItem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts together what requests see, of parts that change at different times: a catalog, a model, and live items. A change of
 * single items costs as much as they are, not as much as the catalog is.
 */
public final class Composition {
    private final FacetNames facets;
    private final LiveShelf shelf;
    private Optional<Catalog> published = Optional.empty();
    private Optional<Model> model = Optional.empty();
    private Optional<ShadowModel> shadow = Optional.empty();
    private boolean isAhead;

    private volatile View view = View.EMPTY;
    private volatile int liveItems;
    private volatile Consumer<View> onExchange = exchanged -> {};

    /** Shows items by these facets. */
    public Composition(FacetNames facets) {
        this.facets = facets;
        this.shelf = new LiveShelf(facets);
    }

    /** Collects a catalog that can be held here. */
    Catalog.Builder newCatalog() {
        return new Catalog.Builder(facets);
    }

    /** What a request should see. */
    public View view() {
        return view;
    }

    /** How many live items are held. */
    public int liveItems() {
        return liveItems;
    }

    /** Who is told of every other catalog and model; set before the first. */
    void onExchange(Consumer<View> listener) {
        onExchange = listener;
    }

    /** Shows this catalog and this model. */
    synchronized void hold(Optional<Catalog> newCatalog, Optional<Model> newModel) {
        boolean isSameCatalog = newCatalog.equals(published);
        published = newCatalog;
        model = newModel;
        if (isSameCatalog) {
            // Its live items are in the view already; to look through all of them takes a second where there are many.
            view = View.of(view.catalog(), model).beside(shadow).reaching(shelf.reached());
        } else {
            compose();
        }
        onExchange.accept(view);
    }

    /** Has this model rank beside the one that is shown, or none. */
    synchronized void shadow(Optional<ShadowModel> newShadow) {
        shadow = newShadow;
        view = view.beside(shadow);
    }

    /**
     * Takes these live items instead of all before.
     *
     * @param reached everything that the source had committed up to here is in them
     */
    public synchronized void replaceItems(Progress reached, Map<String, LiveItem> all) {
        shelf.replace(reached, all);
        liveItems = shelf.size();
        compose();
    }

    /** Takes these live items for those of the same ids. */
    public synchronized void changeItems(Map<String, LiveItem> changed) {
        shelf.change(changed);
        liveItems = shelf.size();
        view.catalog().ifPresent(shown -> {
            List<CatalogEntry> different = changed.keySet().stream()
                    .flatMap(id -> shelf.difference(shown, isAhead, id).stream())
                    .toList();
            if (!different.isEmpty()) {
                view = view.with(shown.with(different), different);
            }
        });
    }

    /** Notes that the live items include everything that the source had committed up to here. */
    public synchronized void reach(Progress progress) {
        shelf.reach(progress);
        if (!isAhead && published.filter(shelf::isAheadOf).isPresent()) {
            compose();
        } else {
            view = view.reaching(shelf.reached());
        }
    }

    private void compose() {
        isAhead = published.filter(shelf::isAheadOf).isPresent();
        view = View.of(published.map(catalog -> catalog.with(shelf.differences(catalog, isAhead))), model)
                .beside(shadow)
                .reaching(shelf.reached());
    }
}
