package io.millrace.contracts.online;

import io.millrace.contracts.change.SafeName;

/**
 * The keys of one pipeline in Redis. A version is written in full under keys of its own, then a pointer moves to it;
 * readers follow the pointer, so they see all of a version or none.
 *
 * <p>Keys of a user carry the user in braces, the hash tag of Redis Cluster, so that a version spreads over all slots.
 *
 * @param pipeline the pipeline's name
 */
public record OnlineKeys(String pipeline) {

    private String root() {
        return "millrace:" + SafeName.encode(pipeline) + ":";
    }

    /** Pointer to the current features: JSON of {@link FeaturesPointer}. */
    public String featuresPointer() {
        return root() + "features:current";
    }

    /** What all keys of a features version begin with. */
    public String featuresPrefix(String version) {
        return root() + "features:" + version + ":";
    }

    /** One user's features: JSON of {@link UserFeatures}. */
    public String user(String version, String userId) {
        return featuresPrefix(version) + "user:{" + userId + "}";
    }

    /** A part of the item catalog: a JSON list of {@link CatalogItem}; parts are numbered from 0. */
    public String items(String version, int part) {
        return featuresPrefix(version) + "items:" + part;
    }

    /** Pointer to the current model: JSON of {@link ModelManifest}. */
    public String modelPointer() {
        return root() + "model:current";
    }

    /** What all keys of a model begin with. */
    public String modelPrefix(String model) {
        return root() + "model:" + model + ":";
    }

    /** A part of a model's item factors: {@link FactorsCodec}; parts are numbered from 0. */
    public String itemFactors(String model, int part) {
        return modelPrefix(model) + "items:" + part;
    }
}
