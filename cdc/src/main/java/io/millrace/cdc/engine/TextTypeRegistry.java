package io.millrace.cdc.engine;

import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.TypeRegistry;
import io.debezium.connector.postgresql.connection.PostgresConnection;

/**
 * Keeps Debezium from parsing values: it asks by number what a column's type is, and by name how to read a value of it.
 *
 * <p>Its own parsing loses the zone of a {@code timetz} and digits of a {@code money}, and ends capture at an interval
 * that is infinite or longer than 2^31 hours.
 */
final class TextTypeRegistry extends TypeRegistry {
    private static final int TEXT = 25;

    private final PostgresType text;

    TextTypeRegistry(PostgresConnection connection) {
        super(connection);
        this.text = get(TEXT);
    }

    @Override
    public PostgresType get(String name) {
        return text;
    }

    @Override
    public PostgresType get(String schema, String name) {
        return text;
    }
}
