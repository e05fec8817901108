package io.millrace.streaming.wire;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One record between two stages. Of each row, and of each pair of rows, there is one writer at a time, so that its
 * messages stay in the order in which they were made.
 */
public sealed interface HopMessage {
    /** What stands for a position where an event tells something: it has none. */
    Position OF_EVENTS = Position.START;

    /** What decides to which part it goes; nothing where it goes to all of them. */
    Optional<String> route();

    /** The stages that it is for; a stage that is not there does without. */
    Set<Stage> goesTo();

    /** Where messages go. */
    enum Stage {
        JOINS,
        USERS,
        FIGURES
    }

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

        @Override
        public Set<Stage> goesTo() {
            return Set.of(Stage.JOINS);
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

        @Override
        public Set<Stage> goesTo() {
            return Set.of(Stage.JOINS);
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

        @Override
        public Set<Stage> goesTo() {
            return Set.of(Stage.USERS);
        }
    }

    /**
     * An event's tie of a user to an item. It stands for ever: what happened does not change, and when it is told again
     * the first telling holds.
     *
     * @param kind the kind's number, which no kind of rows has
     * @param event the event's id as the JSON of a key
     */
    record EventTie(String user, int kind, String event, Contribution contribution) implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.of(user);
        }

        @Override
        public Set<Stage> goesTo() {
            return Set.of(Stage.USERS);
        }
    }

    /** A row of the users' table. */
    record UserRow(String user, String row, boolean exists, Position at) implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.of(user);
        }

        @Override
        public Set<Stage> goesTo() {
            return Set.of(Stage.USERS);
        }
    }

    /** That an item has a row, or has it no more; all users may be tied to it. */
    record ItemRow(String item, String row, boolean exists, Position at) implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.empty();
        }

        @Override
        public Set<Stage> goesTo() {
            return Set.of(Stage.USERS);
        }
    }

    /** What an item's row says; nothing where there is no such row any more. */
    record ItemSays(String item, String row, Optional<ItemText> text, Position at) implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.of(item);
        }

        @Override
        public Set<Stage> goesTo() {
            return Set.of(Stage.USERS);
        }
    }

    /**
     * What a row gives to figures, on its way to the row that it is joined with.
     *
     * @param parent whether it is the parent
     * @param key by which the two find each other
     * @param row the row's primary key
     * @param values nothing where there is no such row under this key any more
     */
    record RelationRow(int relation, boolean parent, String key, String row, Optional<Values> values, Position at)
            implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.of(key);
        }

        @Override
        public Set<Stage> goesTo() {
            return Set.of(Stage.JOINS);
        }
    }

    /**
     * What an event gives to figures. It stands: what happened does not change, and when it is told again the first
     * telling holds.
     *
     * @param event the event's id as the JSON of a key
     * @param known until when, in microseconds since the epoch, it may come again and is known to be the same
     */
    record EventRow(int relation, String event, Values values, long known) implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.of(event);
        }

        @Override
        public Set<Stage> goesTo() {
            return Set.of(Stage.JOINS);
        }
    }

    /**
     * A row in which others look up a dimension; any row may name it.
     *
     * @param key by which they name it
     * @param row the row's primary key
     * @param values nothing where there is no such row under this key any more
     */
    record LookupRow(int lookup, String key, String row, Optional<Values> values, Position at) implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.empty();
        }

        @Override
        public Set<Stage> goesTo() {
            return Set.of(Stage.JOINS);
        }
    }

    /**
     * One row more or less in a line of a measure.
     *
     * @param micros the row's time since the epoch
     * @param value nothing where rows are only counted
     * @param more whether the row is one more
     */
    record Delta(Slot slot, long micros, Optional<String> value, boolean more, Position at) implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.of(slot.measure() + "/" + slot.by()
                    + slot.dimension().map("/"::concat).orElse(""));
        }

        @Override
        public Set<Stage> goesTo() {
            return Set.of(Stage.FIGURES);
        }
    }

    /**
     * What a rule sees of a row of a key, and what it saw before.
     *
     * @param row the row, with its parent's where it has one
     */
    record RuleRow(int rule, String key, String row, Optional<Sighting> before, Optional<Sighting> after, Position at)
            implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.of(rule + "/" + key);
        }

        @Override
        public Set<Stage> goesTo() {
            return Set.of(Stage.FIGURES);
        }
    }

    /**
     * That a measure has rows since a time, as far as the sender knows; an earlier one may follow.
     *
     * @param micros the first row's time since the epoch
     */
    record Begins(int measure, long micros) implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.empty();
        }

        @Override
        public Set<Stage> goesTo() {
            return Set.of(Stage.FIGURES);
        }
    }

    /** The promise that all up to this position stands before it, as far as it comes from there. */
    record Reached(Origin origin, Progress progress) implements HopMessage {
        @Override
        public Optional<String> route() {
            return Optional.empty();
        }

        @Override
        public Set<Stage> goesTo() {
            return EnumSet.allOf(Stage.class);
        }
    }
}
