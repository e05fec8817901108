package io.millrace.orchestration.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** The open database of one scheduler, with the tables of Quartz in it. Nothing in it is ever dropped. */
public final class Store implements AutoCloseable {
    /** Two chains, the scheduler's own thread, the misfire handler, and the readers over HTTP. */
    private static final int CONNECTIONS = 8;

    private final StoreConfig config;
    private final StoreLease lease;
    private final HikariDataSource pool;

    private Store(StoreConfig config, StoreLease lease, HikariDataSource pool) {
        this.config = config;
        this.lease = lease;
        this.pool = pool;
    }

    /**
     * Opens it for this process alone and creates what is missing.
     *
     * @throws PipelineException of kind ENVIRONMENT when it cannot be opened or another scheduler uses it
     */
    public static Store open(StoreConfig config) {
        StoreLease lease = StoreLease.take(config);
        var settings = new HikariConfig();
        settings.setPoolName("orchestration");
        settings.setJdbcUrl(config.url());
        settings.setMaximumPoolSize(CONNECTIONS);
        settings.setMinimumIdle(1);
        settings.setDataSourceProperties(config.properties());
        var store = new Store(config, lease, new HikariDataSource(settings));
        try {
            if (config.dialect() == Dialect.POSTGRES) {
                store.create(List.of("CREATE SCHEMA IF NOT EXISTS " + config.schema()));
            }
            store.create(QuartzTables.statements(config.dialect()));
            return store;
        } catch (PipelineException e) {
            store.close();
            throw e;
        }
    }

    /** Runs statements that create what is missing, in one transaction where the database can. */
    public void create(List<String> statements) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "Cannot create the scheduler's tables in %s; may its user create tables there? %s"
                            .formatted(config.url(), e.getMessage()),
                    e);
        }
    }

    /** Gives connections until closed. */
    public DataSource connections() {
        return pool;
    }

    /** Which database it is. */
    public Dialect dialect() {
        return config.dialect();
    }

    @Override
    public void close() {
        pool.close();
        try {
            lease.close();
        } catch (SQLException e) {
            throw new PipelineException(FailureKind.ENVIRONMENT, "Cannot close the store " + config.url(), e);
        }
    }
}
