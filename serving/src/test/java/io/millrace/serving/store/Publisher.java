package io.millrace.serving.store;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.ClickThrough;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.Glance;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.contracts.online.UserFeatures;
import java.util.List;
import java.util.Map;

/** The writing side of an online store: what the feature job, the training and the streaming process do. */
public interface Publisher {
    /** Writes a version of the features, then moves the pointer to it. */
    void publish(FeaturesPointer pointer, List<List<CatalogItem>> parts, Map<String, UserFeatures> known);

    /** Writes a model, then moves the pointer to it. */
    void publish(ModelManifest manifest, List<ItemFactors> parts);

    /** Writes a model, then names it as the one that is shadowed. */
    void publish(ShadowPointer shadow, List<ItemFactors> parts);

    /** Names no model as the one that is shadowed. */
    void endShadow();

    /** What all nodes have added to a shadow. */
    ShadowCounts shadowCounts(ShadowPointer shadow);

    /** Writes how often recommendations were clicked. */
    void publish(ClickThrough counted);

    /** Writes what a user was shown and clicked. */
    void writeGlances(String userId, List<Glance> glances);

    /** Writes users of a generation of the live state; none of them replaces another unless it has the same id. */
    void writeLiveUsers(LivePointer live, Map<String, LiveUser> users);

    /** Writes items of a generation of the live state, and after each that it has changed. */
    void writeLiveItems(LivePointer live, Map<String, LiveItem> items);

    /** Writes how far one part of a generation reaches. */
    void writeLiveProgress(LivePointer live, int part, Progress progress);

    /** Moves the pointer to a generation of the live state. */
    void pointAt(LivePointer live);

    /** Cuts the notes of changed items to the latest ones, as many as these. */
    void cutLiveItemChanges(LivePointer live, int length);

    /** Removes what stands under a generation of the live state. */
    void forgetLive(LivePointer live);

    /** Removes what stands under a version of the features. */
    void forgetFeatures(String version);

    /** Removes everything, pointers included. */
    void clear();
}
