package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;

/** Whose rows something is made of. */
public sealed interface RowSource {

    /** The rows of a table. */
    record OfTable(TableId table) implements RowSource {
        @Override
        public String text() {
            return table.toString();
        }
    }

    /** The events of a type, each of which is a row that never changes. */
    record OfEvents(String type) implements RowSource {
        @Override
        public String text() {
            return type;
        }
    }

    /** The name of the table or of the event type. */
    String text();
}
