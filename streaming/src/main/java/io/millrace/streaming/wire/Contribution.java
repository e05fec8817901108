package io.millrace.streaming.wire;

/**
 * What one row adds to a user's tie to an item.
 *
 * @param micros when, since the epoch
 * @param weight what it counts at that time
 */
public record Contribution(String item, long micros, double weight) {
    /** The contribution of a side that lacks nothing. */
    public static Contribution of(Side side) {
        return new Contribution(
                side.item().orElseThrow(),
                side.micros().orElseThrow(),
                side.weight().orElseThrow());
    }
}
