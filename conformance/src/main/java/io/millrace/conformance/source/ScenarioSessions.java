package io.millrace.conformance.source;

import io.millrace.conformance.scenario.Scenario;
import io.millrace.conformance.scenario.SqlStep;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Runs the statements of one scenario, each in the session that it names. */
public final class ScenarioSessions implements AutoCloseable {
    /** So that sessions that wait for each other in vain do not hold a build. */
    private static final int LONGEST_SECONDS = 300;

    private final Scenario scenario;
    private final ConnectionSource source;
    private final Map<String, Connection> sessions = new LinkedHashMap<>();

    public ScenarioSessions(Scenario scenario, ConnectionSource source) {
        this.scenario = scenario;
        this.source = source;
    }

    /** Makes the scenario's schemas and what it has before it is captured. */
    public void setUp() throws SQLException {
        try (Connection connection = source.open();
                Statement statement = connection.createStatement()) {
            for (String schema : scenario.schemas()) {
                statement.execute("CREATE SCHEMA IF NOT EXISTS " + SqlName.quoted(schema));
            }
        }
        run(scenario.setup());
    }

    /**
     * Runs these statements one after the other, but for those that run beside them, and returns when all have ended; a
     * transaction that one of them begins stays open until another ends it.
     */
    public void run(List<SqlStep> steps) throws SQLException {
        try (var beside = new SessionsBeside()) {
            for (SqlStep step : steps) {
                Connection session = session(step.session());
                if (step.beside()) {
                    beside.run(step.session(), () -> execute(session, step.sql()));
                } else {
                    execute(session, step.sql());
                }
            }
            beside.await();
        } finally {
            closeIdle();
        }
    }

    /** More scenarios than the server has connections stand side by side. */
    private void closeIdle() throws SQLException {
        for (Connection session : List.copyOf(sessions.values())) {
            if (session.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE) {
                sessions.values().remove(session);
                session.close();
            }
        }
    }

    private void execute(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.setQueryTimeout(LONGEST_SECONDS);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException(
                    "%s: %s, at: %s".formatted(scenario.path(), e.getMessage(), sql), e.getSQLState(), e);
        }
    }

    private Connection session(String name) throws SQLException {
        Connection known = sessions.get(name);
        if (known == null) {
            known = source.open();
            sessions.put(name, known);
            try (Statement statement = known.createStatement()) {
                statement.execute("SET search_path = %s, public"
                        .formatted(SqlName.quoted(scenario.schemas().get(0))));
            }
        }
        return known;
    }

    @Override
    public void close() throws SQLException {
        for (Connection session : sessions.values()) {
            session.close();
        }
        sessions.clear();
    }
}
