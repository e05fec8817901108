package io.millrace.conformance.source;

import io.millrace.conformance.comparison.TableRows;
import io.millrace.conformance.scenario.Scenario;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of scenarios as Postgres has them now. */
public final class SourceTables {
    private static final int FETCH_ROWS = 10_000;

    // Partitions are captured as part of the table that they are partitions of.
    private static final String TABLES =
            """
            SELECT nspname, relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
            WHERE nspname = ANY (?) AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1, 2""";

    // The same text whatever the server says.
    private static final List<String> SETTINGS = List.of(
            "SET TimeZone = 'UTC'",
            "SET DateStyle = 'ISO, YMD'",
            "SET IntervalStyle = 'postgres'",
            "SET extra_float_digits = 1",
            "SET bytea_output = 'hex'",
            "SET xmloption = 'content'");

    private final ConnectionSource source;

    public SourceTables(ConnectionSource source) {
        this.source = source;
    }

    /** The tables that a scenario has now. */
    public List<SqlName> of(Scenario scenario) throws SQLException {
        try (Connection connection = source.open();
                PreparedStatement query = connection.prepareStatement(TABLES)) {
            query.setArray(
                    1, connection.createArrayOf("text", scenario.schemas().toArray()));
            List<SqlName> tables = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    tables.add(new SqlName(rows.getString(1), rows.getString(2)));
                }
            }
            return tables;
        }
    }

    /** A table that others inherit from has its own rows, a partitioned one those of its partitions. */
    private static String rows(Connection connection, SqlName table) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT relkind = 'p' FROM pg_class WHERE oid = ?::regclass")) {
            query.setString(1, table.sql());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return (row.getBoolean(1) ? "" : "ONLY ") + table.sql();
            }
        }
    }

    /** The rows of a table for which this condition is not true. */
    public TableRows rows(SqlName table, String without) throws SQLException {
        try (Connection connection = source.open();
                Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute(setting);
            }
            Map<String, ExpectedType> columns = new SourceColumns(connection).of(table);
            connection.setAutoCommit(false);
            statement.setFetchSize(FETCH_ROWS);
            String values = columns.entrySet().stream()
                    .map(column -> column.getValue().expression().formatted("t." + SqlName.quoted(column.getKey())))
                    .collect(Collectors.joining(", "));
            try (ResultSet rows = statement.executeQuery("SELECT %s FROM %s AS t WHERE (%s) IS NOT TRUE"
                    .formatted(values, rows(connection, table), without))) {
                return new TableRows(types(columns), counted(rows, List.copyOf(columns.values())));
            }
        }
    }

    private static Map<String, String> types(Map<String, ExpectedType> columns) {
        Map<String, String> types = new LinkedHashMap<>();
        columns.forEach((name, type) -> types.put(name, type.lake()));
        return types;
    }

    private static Map<List<String>, Integer> counted(ResultSet rows, List<ExpectedType> types) throws SQLException {
        Map<List<String>, Integer> counted = new HashMap<>();
        while (rows.next()) {
            String[] values = new String[types.size()];
            for (int column = 0; column < values.length; column++) {
                String text = rows.getString(column + 1);
                values[column] =
                        text == null ? null : types.get(column).normal().apply(text);
            }
            counted.merge(Arrays.asList(values), 1, Integer::sum);
        }
        return counted;
    }
}
