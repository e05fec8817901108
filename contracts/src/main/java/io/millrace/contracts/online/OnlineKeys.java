package io.millrace.contracts.online;

import io.millrace.contracts.change.SafeName;
import java.time.Instant;

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

    /** When the model became current that the pointer names: milliseconds since 1970. The pointer never goes before it. */
    public String modelPromotedAt() {
        return root() + "model:promoted-at";
    }

    /** Pointer to the shadowed model: JSON of {@link ShadowPointer}; it goes when another model becomes current. */
    public String shadowPointer() {
        return root() + "model:shadow";
    }

    /** What came of a shadow on all nodes: a hash with the fields of {@link ShadowCounts}. It goes with the model. */
    public String shadowCounts(String model, Instant since) {
        return modelPrefix(model) + "shadow:" + since.toEpochMilli();
    }

    /** What all keys of a model begin with. */
    public String modelPrefix(String model) {
        return root() + "model:" + model + ":";
    }

    /** A part of a model's item factors: {@link FactorsCodec}; parts are numbered from 0. */
    public String itemFactors(String model, int part) {
        return modelPrefix(model) + "items:" + part;
    }

    /** How often recommendations were clicked, when that was counted last: JSON of {@link ClickThrough}. */
    public String clickThrough() {
        return root() + "click-through";
    }

    /** How the users are divided, as of the features that were published last: JSON of {@link UserSegments}. */
    public String segments() {
        return root() + "segments";
    }

    /** What a user was shown and clicked lately: a sorted set of {@link Glance#member}. It expires. */
    public String glances(String userId) {
        return root() + "glances:{" + userId + "}";
    }

    /** An answer of the API, to be explained later by whichever node is asked: JSON, zipped. It expires. */
    public String answer(String responseId) {
        return root() + "answer:" + responseId;
    }

    /** The ids of the answers that are kept: a list, the latest first. Those that fall off its end are removed. */
    public String answers() {
        return root() + "answers";
    }

    /** Pointer to the current live state: JSON of {@link LivePointer}. */
    public String livePointer() {
        return root() + "live:current";
    }

    /** What all keys of a generation of the live state begin with. */
    public String livePrefix(String generation) {
        return root() + "live:" + generation + ":";
    }

    /** One user's live interactions: {@link LiveUserCodec}. A user without a row and without interactions has no key. */
    public String liveUser(String generation, String userId) {
        return livePrefix(generation) + "user:{" + userId + "}";
    }

    /**
     * How far the live state reaches: a hash from the number of a part of the users to the JSON of a
     * {@link io.millrace.contracts.change.Progress}. The state holds what is common to all parts: the lowest.
     */
    public String liveProgress(String generation) {
        return livePrefix(generation) + "progress";
    }

    /** Every item's row: a hash from the item's id to the JSON of {@link LiveItem}. */
    public String liveItems(String generation) {
        return livePrefix(generation) + "items";
    }

    /**
     * Which items changed: a Redis stream whose entries have the field {@code item} with the id of an item whose entry in
     * {@link #liveItems} was written before. It is cut to its latest entries; who has read none of them reads all items.
     */
    public String liveItemChanges(String generation) {
        return livePrefix(generation) + "item-changes";
    }

    /** Who writes each part of the users: a hash from the part's number to a name; without it Redis was emptied. */
    public String liveOwners(String generation) {
        return livePrefix(generation) + "owners";
    }

    /**
     * Users that an audit found to be wrong, and that the part is to write again from what it keeps, over whatever stands
     * under their keys: a set of ids, from which the part removes those that it has written. {@link LivePart} says which
     * part has a user.
     */
    public String liveUsersAsked(String generation, int part) {
        return livePrefix(generation) + "asked:users:" + part;
    }

    /** The same of items. */
    public String liveItemsAsked(String generation, int part) {
        return livePrefix(generation) + "asked:items:" + part;
    }

    /** The generations that another one has replaced: a set. None of them is written again. */
    public String liveReplaced() {
        return root() + "live:replaced";
    }

    /**
     * Who has acknowledged an alert, and when: JSON, written by the dashboard alone. It is of no generation: an alert has the
     * same id in all of them.
     */
    public String acknowledgement(String alertId) {
        return root() + "{alerts}:acknowledged:" + alertId;
    }
}
