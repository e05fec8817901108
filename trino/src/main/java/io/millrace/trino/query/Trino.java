package io.millrace.trino.query;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.net.URI;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/**
 * A Trino server as a user sees it.
 *
 * @param server where it answers
 * @param user who asks
 */
public record Trino(URI server, String user) {
    private static final String CATALOG = "lake";
    private static final Set<Integer> NUMBERS = Set.of(
            Types.TINYINT,
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.REAL,
            Types.DOUBLE,
            Types.DECIMAL,
            Types.NUMERIC);

    /**
     * The server's answer to one statement, and nobody else's.
     *
     * @throws PipelineException of kind CONFIGURATION if the statement is wrong or forbidden, of kind ENVIRONMENT if
     *     the server does not answer
     */
    public Answer ask(String sql) {
        String statement = sql.strip().replaceAll("[;\\s]+$", "");
        try (Connection connection = open();
                Statement asked = connection.createStatement()) {
            if (!asked.execute(statement)) {
                return new Answer(List.of(), List.of());
            }
            try (ResultSet rows = asked.getResultSet()) {
                return read(rows);
            }
        } catch (SQLException e) {
            throw failure(statement, e);
        }
    }

    private Connection open() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("source", "millrace-sql");
        if ("https".equals(server.getScheme())) {
            properties.setProperty("SSL", "true");
        }
        return DriverManager.getConnection("jdbc:trino://" + server.getAuthority() + "/" + CATALOG, properties);
    }

    private static Answer read(ResultSet rows) throws SQLException {
        ResultSetMetaData shape = rows.getMetaData();
        List<Answer.Column> columns = new ArrayList<>();
        for (int column = 1; column <= shape.getColumnCount(); column++) {
            columns.add(new Answer.Column(shape.getColumnLabel(column), NUMBERS.contains(shape.getColumnType(column))));
        }
        List<List<Object>> values = new ArrayList<>();
        while (rows.next()) {
            List<Object> row = new ArrayList<>();
            for (int column = 1; column <= columns.size(); column++) {
                row.add(value(rows, column, shape.getColumnType(column)));
            }
            values.add(row);
        }
        return new Answer(columns, values);
    }

    private static Object value(ResultSet rows, int column, int type) throws SQLException {
        if (type == Types.ARRAY) {
            Array array = rows.getArray(column);
            return array == null ? null : Arrays.asList((Object[]) array.getArray());
        }
        Object value =
                NUMBERS.contains(type) || type == Types.BOOLEAN ? rows.getObject(column) : rows.getString(column);
        return rows.wasNull() ? null : value;
    }

    private PipelineException failure(String statement, SQLException e) {
        if (unreachable(e)) {
            return new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "Trino does not answer at %s; start it with: ./millrace up --with trino".formatted(server),
                    e);
        }
        String reason = String.valueOf(e.getMessage()).replaceFirst("^Query failed \\(#\\w+\\): ", "");
        if (reason.toLowerCase(Locale.ROOT).contains("initializing")) {
            return new PipelineException(
                    FailureKind.NOT_READY, "Trino at %s is still starting; ask again in a moment".formatted(server), e);
        }
        return new PipelineException(
                FailureKind.CONFIGURATION,
                "Trino refuses the statement: %s%s".formatted(reason, ErrorPlace.in(statement, reason)),
                e);
    }

    private static boolean unreachable(SQLException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
