package io.millrace.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Who writes the audited database until it is closed: rows that no test looks at. */
final class Cashiers implements AutoCloseable {
    private final AuditedDatabase database;
    private final Thread thread = new Thread(this::write, "cashiers");
    private volatile boolean all;
    private volatile boolean closed;
    private volatile Optional<SQLException> failure = Optional.empty();

    private Cashiers(AuditedDatabase database) {
        this.database = database;
    }

    /** At first they write visits alone. */
    static Cashiers of(AuditedDatabase database) {
        var cashiers = new Cashiers(database);
        cashiers.thread.start();
        return cashiers;
    }

    /** From now on they write other tables, too, and the visits before are forgotten. */
    void writeAllTables() throws SQLException {
        database.execute("TRUNCATE visits");
        all = true;
    }

    private void write() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int round = 0; !closed; round++) {
                // As many as a machine of two cores writes beside everything else.
                statement.execute("SELECT pg_sleep(0.1)");
                statement.execute("INSERT INTO visits (note, at) VALUES ('visit', now())");
                if (all) {
                    int sale = 10_000 + round;
                    statement.execute(
                            "UPDATE goods SET price = price + 1 WHERE item = 'item %d'".formatted(100 + round % 50));
                    statement.execute(
                            "INSERT INTO sales VALUES (%d, 1, 'item 3', now()) ON CONFLICT (sale) DO UPDATE SET at = now()"
                                    .formatted(sale));
                    statement.execute("DELETE FROM sales WHERE sale = " + (sale - 20));
                }
            }
        } catch (SQLException e) {
            failure = Optional.of(e);
        }
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
