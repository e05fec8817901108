package io.millrace.serving.recommend;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.FeaturesPointer;
import java.time.Instant;

/**
 * What is known of a user, and of when it is.
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
}
