package io.millrace.orchestration.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EmbeddedStoreIT {
    @TempDir
    Path folder;

    @Test
    void aWriterThatIsInterruptedDoesNotCloseTheStoreForTheOthers() throws Exception {
        try (Store store = Store.open(StoreConfig.embedded(folder))) {
            store.create(List.of("CREATE TABLE line (text VARCHAR(10000))"));
            try (Connection connection = store.connections().getConnection();
                    Statement statement = connection.createStatement()) {
                Thread.currentThread().interrupt();
                statement.executeUpdate("INSERT INTO line VALUES ('%s')".formatted("x".repeat(10_000)));
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }

            try (Connection connection = store.connections().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO line VALUES ('after')");
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM line");
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(2);
            }
        }
    }
}
