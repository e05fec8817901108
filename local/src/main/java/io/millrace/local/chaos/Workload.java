package io.millrace.local.chaos;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Random transactions over the tables of {@link ChaosTables}: every kind of change, in an order that the seed decides.
 * When the source is away it waits and goes on.
 */
final class Workload implements AutoCloseable {
    private static final int KEYS = 400;
    private static final int LONG_TEXT = 6_000;
    private static final long PAUSE_MILLIS = 20;
    private static final long AWAY_MILLIS = 500;

    private final Source source;
    private final Random random;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong transactions = new AtomicLong();
    private final Thread thread = new Thread(this::run, "chaos-workload");
    private volatile RuntimeException problem;

    /** Gives connections to the source. */
    interface Source {
        Connection connect() throws SQLException;
    }

    Workload(Source source, long seed) {
        this.source = source;
        this.random = new Random(seed);
        thread.setDaemon(true);
    }

    Workload start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!closed.get()) {
                connected();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            problem = e;
        }
    }

    private void connected() throws InterruptedException {
        try (Connection connection = source.connect()) {
            connection.setAutoCommit(false);
            while (!closed.get()) {
                transact(connection);
                Thread.sleep(random.nextInt((int) PAUSE_MILLIS));
            }
        } catch (SQLException e) {
            requireAway(e);
            Thread.sleep(AWAY_MILLIS);
        }
    }

    /** A lost connection is what chaos is about; a statement that the source refuses is a mistake of this class. */
    private static void requireAway(SQLException e) {
        String state = e.getSQLState() == null ? "08" : e.getSQLState();
        if (!state.startsWith("08") && !state.startsWith("57")) {
            throw new PipelineException(FailureKind.SOURCE, "The source refused a change: " + e.getMessage(), e);
        }
    }

    private void transact(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int changes = random.nextInt(20) == 0 ? 300 : 1 + random.nextInt(5);
            for (int change = 0; change < changes; change++) {
                if (random.nextInt(30) == 0) {
                    undone(connection, statement);
                } else {
                    run(statement);
                }
            }
            if (random.nextInt(15) == 0) {
                connection.rollback();
            } else {
                connection.commit();
                transactions.incrementAndGet();
            }
        }
    }

    private void undone(Connection connection, Statement statement) throws SQLException {
        var before = connection.setSavepoint();
        run(statement);
        connection.rollback(before);
    }

    private void run(Statement statement) throws SQLException {
        for (String sql : next()) {
            statement.execute(sql);
        }
    }

    private List<String> next() {
        int key = random.nextInt(KEYS);
        int other = random.nextInt(KEYS);
        List<String> sql = new ArrayList<>();
        switch (random.nextInt(14)) {
            case 0, 1, 2 ->
                sql.add(("INSERT INTO chaos.people VALUES (%d, 'name %d', date '1970-01-01' + %d, %s)"
                                + " ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name || '+'")
                        .formatted(key, other, random.nextInt(20_000), longText()));
            case 3 -> sql.add("UPDATE chaos.people SET name = 'edited %d' WHERE id = %d".formatted(other, key));
            case 4 -> sql.add("UPDATE chaos.people SET biography = %s WHERE id = %d".formatted(longText(), key));
            case 5 -> sql.add("DELETE FROM chaos.people WHERE id = %d".formatted(key));
            case 6 -> {
                sql.add("DELETE FROM chaos.people WHERE id = %d".formatted(KEYS + other));
                sql.add("UPDATE chaos.people SET id = %d, biography = %s WHERE id = %d"
                        .formatted(KEYS + other, longText(), key));
            }
            case 7, 8 ->
                sql.add(
                        ("INSERT INTO chaos.goods VALUES ('g%d', 'title ''%d'' \u00fc', %d.%02d, ARRAY['a', NULL, 'b,%d'],"
                                        + " jsonb_build_object('n', %d, 'text', %s)) ON CONFLICT (code) DO UPDATE SET price = EXCLUDED.price")
                                .formatted(key, other, other, key % 100, other, other, longText()));
            case 9 -> sql.add("UPDATE chaos.goods SET title = title || '.' WHERE code = 'g%d'".formatted(key));
            case 10 ->
                sql.add(("INSERT INTO chaos.sales VALUES (md5('%d')::uuid, %d, 'g%d', %d, now())"
                                + " ON CONFLICT (id) DO UPDATE SET amount = chaos.sales.amount + 1")
                        .formatted(key, key, other, other));
            case 11 -> sql.add("DELETE FROM chaos.sales WHERE id = md5('%d')::uuid".formatted(key));
            case 12 ->
                sql.add(("INSERT INTO chaos.pairs VALUES (%d, %d, NULL) ON CONFLICT (a, b)"
                                + " DO UPDATE SET note = coalesce(chaos.pairs.note, '') || 'x'")
                        .formatted(key % 20, other % 20));
            default -> {
                // Seldom, because a truncate leaves little that could be wrong.
                if (random.nextInt(40) == 0) {
                    sql.add("TRUNCATE chaos.pairs");
                } else {
                    sql.add("DELETE FROM chaos.pairs WHERE a = %d".formatted(key % 20));
                }
            }
        }
        return sql;
    }

    private String longText() {
        return "repeat(md5('%d'), %d)".formatted(random.nextInt(), LONG_TEXT / 32);
    }

    /**
     * Ends after the transaction under way.
     *
     * @return transactions that were committed
     */
    long stop() throws InterruptedException {
        close();
        thread.join();
        requireRunning();
        return transactions.get();
    }

    /** Throws what has ended the workload, if anything has. */
    void requireRunning() {
        if (problem != null) {
            throw problem;
        }
    }

    /** Ends after the transaction under way, without waiting for that. */
    @Override
    public void close() {
        closed.set(true);
    }
}
