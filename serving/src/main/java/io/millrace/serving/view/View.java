package io.millrace.serving.view;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What one request sees: a catalog and a model that stay the same while it is answered.
 *
 * @param catalog nothing before the first features are loaded
 * @param model nothing before the first model is loaded
 * @param showable places in the model of the items that the catalog says are available
 */
public record View(Optional<Catalog> catalog, Optional<Model> model, BitSet showable) {
    /** Before anything is loaded. */
    public static final View EMPTY = new View(Optional.empty(), Optional.empty(), new BitSet());

    /** A view of both. */
    public static View of(Optional<Catalog> catalog, Optional<Model> model) {
        return new View(catalog, model, showable(catalog, model));
    }

    /** This view after these items of its catalog have changed. */
    View with(Catalog changed, List<CatalogEntry> entries) {
        var shown = (BitSet) showable.clone();
        model.ifPresent(ranking -> entries.forEach(
                entry -> ranking.place(entry.id()).ifPresent(place -> shown.set(place, entry.available()))));
        return new View(Optional.of(changed), model, shown);
    }

    /**
     * The catalog.
     *
     * @throws PipelineException of kind NOT_READY before the first features are loaded
     */
    public Catalog requireCatalog() {
        return catalog.orElseThrow(() -> new PipelineException(
                FailureKind.NOT_READY,
                "No features are published yet; run the feature job, or wait until it has ended"));
    }

    /**
     * The model.
     *
     * @throws PipelineException of kind NOT_READY before the first model is loaded
     */
    public Model requireModel() {
        return model.orElseThrow(() -> new PipelineException(
                FailureKind.NOT_READY, "No model is published yet; train one, or wait until the training has ended"));
    }

    private static BitSet showable(Optional<Catalog> catalog, Optional<Model> model) {
        var showable = new BitSet();
        if (catalog.isPresent() && model.isPresent()) {
            for (int place = 0; place < model.get().size(); place++) {
                if (catalog.get()
                        .find(model.get().id(place))
                        .filter(CatalogEntry::available)
                        .isPresent()) {
                    showable.set(place);
                }
            }
        }
        return showable;
    }
}
