package io.millrace.features.live;

import io.millrace.contracts.change.Position;

/**
 * Which positions can be spoken of.
 *
 * @param lake what the lake has
 * @param live what the live state has in all of its parts
 * @param isAwaited whether what is later was waited for in vain, while everything else moved on
 */
record Reach(Position lake, Position live, boolean isAwaited) {
    /** Whether the lake has all that was there at this position. */
    boolean has(Position at) {
        return lake.reaches(at);
    }

    /** Whether this was never a position of the source: nobody has come to it. */
    boolean isBeyond(Position at) {
        return isAwaited && !live.reaches(at);
    }
}
