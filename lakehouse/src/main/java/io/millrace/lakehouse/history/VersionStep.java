package io.millrace.lakehouse.history;

/** What changes in the history of a row. */
sealed interface VersionStep {
    /**
     * The end of a version.
     *
     * @param at when, in microseconds since the epoch
     * @param by what ended it
     * @param position of the change that ended it
     */
    record End(long at, String by, String position) {}

    /** The version that was open before ends. */
    record Closed(End end) implements VersionStep {}

    /**
     * A version that is new.
     *
     * @param end null while it is what the row is
     */
    record Added(RowVersion version, End end) implements VersionStep {}
}
