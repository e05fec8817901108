package io.millrace.serving.view;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.List;
import java.util.Optional;

/**
 * What one request sees: a catalog and a model that stay the same while it is answered.
 *
 * @param catalog nothing before the first features are loaded
 * @param model nothing before the first model is loaded
 * @param shelving where the catalog has the items of the model
 * @param items every change of an item that the source had committed up to here is in the catalog; nothing while no live
 *     items are held
 * @param shadow the model that ranks beside it and is not seen; nothing where none is shadowed
 */
public record View(
        Optional<Catalog> catalog,
        Optional<Model> model,
        Shelving shelving,
        Optional<Progress> items,
        Optional<Shadow> shadow) {
    /** Before anything is loaded. */
    public static final View EMPTY = of(Optional.empty(), Optional.empty());

    /** A view of both. */
    public static View of(Optional<Catalog> catalog, Optional<Model> model) {
        return new View(
                catalog,
                model,
                catalog.isPresent() && model.isPresent() ? Shelving.of(catalog.get(), model.get()) : Shelving.EMPTY,
                Optional.empty(),
                Optional.empty());
    }

    /** Whether its model is this one. */
    boolean isOf(String version) {
        return model.filter(held -> held.manifest().model().equals(version)).isPresent();
    }

    /** The same items with another model; which of them it knows is found anew. */
    View of(Model other) {
        return of(catalog, Optional.of(other)).reaching(items);
    }

    /** This view with another shadow, or without one; before there is a catalog there is nothing to rank. */
    View beside(Optional<ShadowModel> other) {
        return new View(
                catalog,
                model,
                shelving,
                items,
                catalog.flatMap(shelves -> other.map(loaded -> Shadow.of(shelves, loaded))));
    }

    /** What the same request would see if the shadow were the model. */
    public Optional<View> ofShadow() {
        return shadow.map(
                other -> new View(catalog, Optional.of(other.model()), other.shelving(), items, Optional.empty()));
    }

    /** This view, whose items are those of this position. */
    View reaching(Optional<Progress> progress) {
        return new View(catalog, model, shelving, progress, shadow);
    }

    /** The position that the items have reached. */
    public Optional<Position> itemsReached() {
        return items.map(Progress::position);
    }

    /** This view after these items of its catalog have changed. */
    View with(Catalog changed, List<CatalogEntry> entries) {
        return new View(
                Optional.of(changed),
                model,
                model.map(ranking -> shelving.with(changed, ranking, entries)).orElse(shelving),
                items,
                shadow.map(other -> other.with(changed, entries)));
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
}
