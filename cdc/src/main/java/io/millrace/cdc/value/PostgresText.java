package io.millrace.cdc.value;

import io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn;

/** The text that Postgres wrote for a value, or the mark of one that it did not send. */
final class PostgresText {
    /**
     * Stands for a value that the source did not send because it did not change. Compared by identity: no text of a user
     * can be mistaken for it.
     */
    @SuppressWarnings("StringOperationCanBeSimplified")
    static final String UNCHANGED = new String("unchanged");

    private PostgresText() {}

    /** The text of a value; null for null. */
    static String of(Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        // What else is no text is the default of a column, which Debezium parses and nobody reads.
        return UnchangedToastedReplicationMessageColumn.isUnchangedToastedValue(value) ? UNCHANGED : value.toString();
    }
}
