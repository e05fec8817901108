package io.millrace.workloads.shop.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Single statements with positional values. */
public final class Sql {
    private Sql() {}

    /** How many rows a statement changes. */
    public static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** The first column of the first row. */
    public static Optional<Integer> number(Connection connection, String sql, Object... values) throws SQLException {
        return numbers(connection, sql, values).stream().findFirst();
    }

    /** The first column of every row. */
    public static List<Integer> numbers(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet row = statement.executeQuery()) {
            List<Integer> numbers = new ArrayList<>();
            while (row.next()) {
                numbers.add(row.getInt(1));
            }
            return numbers;
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
