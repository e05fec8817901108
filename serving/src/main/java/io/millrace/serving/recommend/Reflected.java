package io.millrace.serving.recommend;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.live.NotReachedException;
import io.millrace.serving.live.WantedPosition;
import io.millrace.serving.view.View;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a user, or of items for nobody, and of when it is.
 *
 * @param isLive whether it is of the live state, not of the last feature job
 * @param position everything that the source had committed up to here is in it
 * @param sourceTime the latest moment at which the source is known to have been at the position
 * @param asOf the moment from which ages are counted
 */
record Reflected(boolean isLive, Position position, Instant sourceTime, Instant asOf) {
    static Reflected of(FeaturesPointer features) {
        return new Reflected(false, features.position(), features.sourceTime(), features.asOf());
    }

    static Reflected of(Progress live, FeaturesPointer features) {
        return new Reflected(true, live.position(), live.sourceTime(), features.asOf());
    }

    /**
     * What the items of a view reflect: the later one of live state and features.
     *
     * @param atLeast the live items must have reached this
     * @throws PipelineException of kind NOT_READY before the first features are loaded
     * @throws NotReachedException if they have not
     */
    static Reflected ofItems(View view, Optional<WantedPosition> atLeast) {
        FeaturesPointer features = view.requireCatalog().features();
        if (atLeast.isPresent()
                && view.itemsReached().filter(atLeast.get()::isReachedBy).isEmpty()) {
            throw new NotReachedException(view.itemsReached(), atLeast.get());
        }
        return view.items()
                .filter(live -> live.position().reaches(features.position()))
                .map(live -> of(live, features))
                .orElseGet(() -> of(features));
    }
}
