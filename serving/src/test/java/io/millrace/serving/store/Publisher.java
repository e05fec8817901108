package io.millrace.serving.store;

import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.UserFeatures;
import java.util.List;
import java.util.Map;

/** The writing side of an online store: what the feature job and the training do. */
public interface Publisher {
    /** Writes a version of the features, then moves the pointer to it. */
    void publish(FeaturesPointer pointer, List<List<CatalogItem>> parts, Map<String, UserFeatures> known);

    /** Writes a model, then moves the pointer to it. */
    void publish(ModelManifest manifest, List<ItemFactors> parts);

    /** Removes what stands under a version of the features. */
    void forgetFeatures(String version);

    /** Removes everything, pointers included. */
    void clear();
}
