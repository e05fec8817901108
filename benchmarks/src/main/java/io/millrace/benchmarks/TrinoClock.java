package io.millrace.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;

/** Times what a Trino server takes to answer, from the statement to the last row. */
record TrinoClock(Connection connection) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    static TrinoClock open(int port) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", "bench");
        return new TrinoClock(DriverManager.getConnection("jdbc:trino://127.0.0.1:" + port + "/lake", properties));
    }

    /** The times of so many statements, after one that is not counted. */
    Percentiles time(int count, Supplier<String> sql) throws SQLException {
        run(sql.get());
        List<Long> nanos = new ArrayList<>();
        for (int time = 0; time < count; time++) {
            String statement = sql.get();
            long begin = System.nanoTime();
            run(statement);
            nanos.add(System.nanoTime() - begin);
        }
        return Percentiles.of(nanos);
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("'%s' has no row".formatted(sql));
            }
            while (rows.next()) {
                // Every row has to arrive.
            }
        }
    }

    /** Asks again and again until there is a row, for a minute at most. */
    void await(String sql) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean isThere = false;
        while (!isThere) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("'%s' had no row for %d s".formatted(sql, PATIENCE.toSeconds()));
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                isThere = rows.next();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
