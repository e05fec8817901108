package io.millrace.cdc.engine;

import io.debezium.connector.postgresql.PostgresConnector;
import org.apache.kafka.connect.connector.Task;

/** Debezium's connector, with values left in the text that the server sent. */
public final class TextConnector extends PostgresConnector {
    @Override
    public Class<? extends Task> taskClass() {
        return TextConnectorTask.class;
    }
}
