package io.millrace.streaming.wire;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import java.util.Optional;

/**
 * One record between two stages. Of each row, and of each pair of rows, there is one writer at a time, so that its
 * messages stay in the order in which they were made.
 */
public sealed interface HopMessage {
    /** What decides to which part it goes; nothing where it goes to all of them. */
    Optional<String> route();

    /**
     * The parent row of a kind of interactions, under the key that its children name.
     *
     * @param row the row's primary key
     * @param side nothing where there is no such row any more
     */
    record ParentRow(int kind, String key, String row, Optional<Side> side, Position at) implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.of(key);
        }
    }

    /**
     * A row that needs a parent.
     *
     * @param key what it calls its parent
     * @param row the row's primary key
     * @param side nothing where there is no such row of this parent any more
     */
    record ChildRow(int kind, String key, String row, Optional<Side> side, Position at) implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.of(key);
        }
    }

    /**
     * One row's tie of a user to an item.
     *
     * @param row the row, with its parent's where it has one
     * @param contribution nothing where it is no more
     */
    record Tie(String user, int kind, String row, Optional<Contribution> contribution, Position at)
            implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.of(user);
        }
    }

    /** A row of the users' table. */
    record UserRow(String user, String row, boolean exists, Position at) implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.of(user);
        }
    }

    /** That an item has a row, or has it no more; all users may be tied to it. */
    record ItemRow(String item, String row, boolean exists, Position at) implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.empty();
        }
    }

    /** What an item's row says; nothing where there is no such row any more. */
    record ItemSays(String item, String row, Optional<ItemText> text, Position at) implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.of(item);
        }
    }

    /** The promise that all up to this position stands before it, as far as it comes from there. */
    record Reached(Origin origin, Progress progress) implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.empty();
        }
    }
}
