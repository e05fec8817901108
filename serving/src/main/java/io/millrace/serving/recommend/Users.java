package io.millrace.serving.recommend;

import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.UserFeatures;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.store.OnlineStore;
import java.util.Optional;

/** Finds a user in the features that a request works with, or in newer ones that have replaced them meanwhile. */
public final class Users {
    private final OnlineStore store;

    public Users(OnlineStore store) {
        this.store = store;
    }

    /** A user, and of which features. */
    public record Found(FeaturesPointer features, UserFeatures user) {}

    /**
     * The user, or nothing if neither these features nor the current ones know one of this id.
     *
     * @throws PipelineException of kind ONLINE_STORE if the store cannot be read or has lost its features
     */
    public Optional<Found> find(FeaturesPointer features, String id) {
        Optional<Found> found = read(features, id);
        return found.isPresent() ? found : findInNewer(features, id);
    }

    private Optional<Found> findInNewer(FeaturesPointer features, String id) {
        FeaturesPointer current = store.currentFeatures()
                .orElseThrow(() -> new PipelineException(
                        FailureKind.ONLINE_STORE, "The online store has lost its features; publish them again"));
        return current.version().equals(features.version()) ? Optional.empty() : read(current, id);
    }

    private Optional<Found> read(FeaturesPointer features, String id) {
        return store.user(features.version(), id).map(user -> new Found(features, user));
    }
}
