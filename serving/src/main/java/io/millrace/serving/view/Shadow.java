package io.millrace.serving.view;

import io.millrace.contracts.online.ShadowPointer;
import java.util.List;

/**
 * The model that ranks unseen beside the one of a view.
 *
 * @param shelving where the view's catalog has its items
 */
public record Shadow(ShadowPointer pointer, Model model, Shelving shelving) {
    static Shadow of(Catalog catalog, ShadowModel shadow) {
        return new Shadow(shadow.pointer(), shadow.model(), Shelving.of(catalog, shadow.model()));
    }

    /** This shadow after these items of its catalog have changed. */
    Shadow with(Catalog changed, List<CatalogEntry> entries) {
        return new Shadow(pointer, model, shelving.with(changed, model, entries));
    }
}
