package io.millrace.serving.store;

import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.ClickThrough;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.Glance;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.contracts.online.UserFeatures;
import java.util.List;
import java.util.Optional;

/**
 * What features and models have been published for one pipeline, and its live state.
 *
 * <p>Every method throws a {@link io.millrace.contracts.process.PipelineException} of kind ONLINE_STORE when the store
 * cannot be read or holds what cannot be understood.
 */
public interface OnlineStore extends LiveStore, AnswerStore, AutoCloseable {
    /** The current features; nothing before the first are published. */
    Optional<FeaturesPointer> currentFeatures();

    /** The current model; nothing before the first is published. */
    Optional<ModelManifest> currentModel();

    /** The model that is shadowed; nothing where none is. */
    Optional<ShadowPointer> currentShadow();

    /** Adds to what has come of a shadow on all nodes. */
    void addToShadow(ShadowPointer shadow, ShadowCounts more);

    /** How often recommendations were clicked; nothing before that was counted. */
    Optional<ClickThrough> clickThrough();

    /** A part of the item catalog of this version; a part that is missing is an error. */
    List<CatalogItem> items(String version, int part);

    /** A part of the item factors of this model; a part that is missing is an error. */
    ItemFactors itemFactors(String model, int part);

    /** What this version knows of a user; nothing for a user that it does not know. One round trip. */
    Optional<UserFeatures> user(String version, String userId);

    /** What a user was shown and clicked lately; nothing where that is not kept. One round trip. */
    List<Glance> glances(String userId);

    @Override
    void close();
}
