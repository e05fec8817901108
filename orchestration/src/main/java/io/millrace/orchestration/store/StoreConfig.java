package io.millrace.orchestration.store;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Where schedules and history are kept.
 *
 * @param url JDBC address
 * @param user empty where the database asks for none
 * @param schema on Postgres, what holds the tables and nothing else
 */
public record StoreConfig(String url, String user, Secret password, String schema) {
    /** Refuses a database that is not known and a schema that is not a plain name. */
    public StoreConfig {
        if (Dialect.of(url) == Dialect.POSTGRES && !schema.matches("[a-z_][a-z0-9_]*")) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "orchestration.store.schema must be a plain lower-case name, but is '%s'".formatted(schema));
        }
    }

    /** H2 in files of this folder. */
    public static StoreConfig embedded(Path folder) {
        // Each commit is on disk when it returns, so that a kill loses no run; and the database is closed by its
        // owner, not by a hook that runs while the last run is still being written down. Asynchronous files, because
        // Quartz interrupts its threads when it ends, and an interrupt closes a plain file under all who use it.
        String url = "jdbc:h2:async:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
                .formatted(folder.toAbsolutePath().normalize().resolve("store"));
        return new StoreConfig(url, "", Secret.of(""), "");
    }

    /** Which database it is. */
    public Dialect dialect() {
        return Dialect.of(url);
    }

    /** What a connection is opened with. */
    Properties properties() {
        var properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
            properties.setProperty("password", password.reveal());
        }
        if (dialect() == Dialect.POSTGRES) {
            properties.setProperty("currentSchema", schema);
        }
        return properties;
    }
}
