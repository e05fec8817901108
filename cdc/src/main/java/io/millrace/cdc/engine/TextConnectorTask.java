package io.millrace.cdc.engine;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import java.sql.SQLException;
import java.time.Duration;

/** Reads the replication stream without parsing its values. */
public final class TextConnectorTask extends PostgresConnectorTask {
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(10);

    @Override
    protected ReplicationConnection buildReplicationConnection(
            PostgresConnection jdbcConnection, PostgresSchema schema, PostgresConnectorConfig config)
            throws SQLException {
        // As Debezium builds it, except for the registry. Slot and publication are capture's own affair.
        return ReplicationConnection.builder(config)
                .withSlot(config.slotName())
                .dropSlotOnClose(false)
                .withPublication(config.publicationName())
                .withPublicationAutocreateMode(PostgresConnectorConfig.AutoCreateMode.DISABLED)
                .withTableFilter(config.getTableFilters())
                .withPlugin(config.plugin())
                .statusUpdateInterval(BETWEEN_SIGNS_OF_LIFE)
                .withTypeRegistry(new TextTypeRegistry(jdbcConnection))
                .withSchema(schema)
                .jdbcMetadataConnection(jdbcConnection)
                .build();
    }
}
