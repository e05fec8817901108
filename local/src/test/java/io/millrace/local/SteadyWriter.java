package io.millrace.local;

import io.millrace.local.stack.Stack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes the columns of a table that no command of the test touches, while commands change the others. */
final class SteadyWriter {
    private static final String NO_SUCH_TABLE = "42P01";
    private static final int FIRST_NEW_ROW = 1_000;

    private final Stack stack;
    private final String table;
    private final AtomicInteger written = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "steady-writer");
    private volatile boolean stopped;
    private volatile SQLException failure;

    SteadyWriter(Stack stack, String table) {
        this.stack = stack;
        this.table = table;
    }

    void start() {
        thread.start();
    }

    /** How many transactions it has committed. */
    int written() {
        return written.get();
    }

    private void run() {
        var random = new Random(table.hashCode());
        try (Connection connection = stack.services().postgres().connect(Stack.SHOP_DATABASE);
                Statement statement = connection.createStatement()) {
            for (int row = FIRST_NEW_ROW; !stopped; row++) {
                write(statement, row, random);
                Thread.sleep(60);
            }
        } catch (SQLException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Statement statement, int row, Random random) throws SQLException {
        String[] commands = {
            "INSERT INTO %s (id) VALUES (%d)".formatted(table, row),
            "UPDATE %s SET touched = touched + 1 WHERE id = %d".formatted(table, 1 + random.nextInt(200)),
            "DELETE FROM %s WHERE id = %d".formatted(table, row - random.nextInt(40))
        };
        try {
            statement.execute(commands[random.nextInt(commands.length)]);
            written.incrementAndGet();
        } catch (SQLException e) {
            if (!NO_SUCH_TABLE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    /** Ends the writing, and fails if a write failed. */
    void stop() throws SQLException, InterruptedException {
        stopped = true;
        thread.join();
        if (failure != null) {
            throw failure;
        }
    }
}
