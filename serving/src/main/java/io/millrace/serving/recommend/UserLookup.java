package io.millrace.serving.recommend;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.live.NotReachedException;
import io.millrace.serving.live.WantedPosition;
import io.millrace.serving.store.LiveLook;
import io.millrace.serving.view.View;
import java.util.Optional;

/**
 * Finds a user in the live state, or in the features of the last job where there is no live state or where it is behind
 * them.
 */
public final class UserLookup {
    private final LiveUsers live;
    private final Users batch;
    private final DampedItems damped;

    public UserLookup(LiveUsers live, Users batch, DampedItems damped) {
        this.live = live;
        this.batch = batch;
        this.damped = damped;
    }

    /**
     * Which user, and how late what is known must be.
     *
     * @param atLeast the live state must have reached this
     */
    public record Wanted(String id, Optional<WantedPosition> atLeast) {}

    /**
     * The user.
     *
     * @param view of which the answer will be
     * @throws PipelineException of kind NOT_READY before the first features are loaded, of kind ONLINE_STORE if the store
     *     cannot be read or has lost its features
     * @throws NotReachedException if what is known of the user, or the items of the view, are not as late as they must be
     */
    SeenUser see(View view, Wanted wanted) {
        FeaturesPointer features = view.requireCatalog().features();
        Optional<LiveLook> look = live.look(wanted.id());
        wanted.atLeast().ifPresent(position -> requireReached(look.map(LiveLook::position), view, position));
        return look.filter(found -> found.position().reaches(features.position()))
                .map(found -> seen(features, found))
                .orElseGet(() -> ofBatch(features, wanted.id()));
    }

    /** The same with the items that are damped for the user, for who ranks. */
    SeenUser seeDamped(View view, Wanted wanted) {
        SeenUser seen = see(view, wanted);
        return seen.isKnown() ? seen.damping(damped.of(wanted.id())) : seen;
    }

    private static void requireReached(Optional<Position> user, View view, WantedPosition wanted) {
        if (user.filter(wanted::isReachedBy).isEmpty()) {
            throw new NotReachedException(user, wanted);
        }
        Position items = view.itemsReached().orElse(Position.START);
        if (!wanted.in(user.get().incarnation()).isReachedBy(items)) {
            throw new NotReachedException(Optional.of(items), wanted);
        }
    }

    // A user without a row may still have interactions, which are nobody's business any more.
    private static SeenUser seen(FeaturesPointer features, LiveLook look) {
        Reflected reflected = Reflected.of(look.progress().orElseThrow(), features);
        return look.user()
                .filter(LiveUser::exists)
                .map(user -> SeenUser.of(reflected, user))
                .orElseGet(() -> SeenUser.unknown(reflected));
    }

    private SeenUser ofBatch(FeaturesPointer features, String id) {
        return batch.find(features, id).map(SeenUser::of).orElseGet(() -> SeenUser.unknown(Reflected.of(features)));
    }

    /** What the features of the last job say of a user whom the live state knows. */
    Optional<Users.Found> features(FeaturesPointer features, SeenUser seen, String id) {
        return seen.features().or(() -> batch.find(features, id));
    }
}
