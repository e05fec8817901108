package io.millrace.local.chaos;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** One connection that commits what its writer thinks of, and now and then rolls it back, until it is told to end. */
final class WorkloadSession implements AutoCloseable {
    private static final long AWAY_MILLIS = 500;
    private static final int ROLLED_BACK = 15;
    /** Nobody waits long for another's lock: what is lost to that is rolled back. */
    private static final List<String> SETTINGS = List.of(
            "SET lock_timeout = '300ms'", "SET deadlock_timeout = '100ms'", "SET application_name = 'workload'");
    /**
     * Another session was first: two changed one row or wait for each other (40), hold a lock for too long (55), or one has
     * taken what the other relies on (23, 42P01 for a table).
     */
    private static final List<String> LOST_RACES = List.of("23", "40", "55", "42P01");
    /** The source is away (08, 57), its disk is full (53, 58), or it could not say why it failed (XX). */
    private static final List<String> AWAY = List.of("08", "57", "53", "58", "XX");

    private final Workload.Source source;
    private final Writer writer;
    private final Random random;
    private final int pauseMillis;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong transactions = new AtomicLong();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread;

    WorkloadSession(Workload.Source source, Writer writer, Random random, int pauseMillis) {
        this.source = source;
        this.writer = writer;
        this.random = random;
        this.pauseMillis = pauseMillis;
        this.thread = new Thread(this::carry, "chaos-" + writer.getClass().getSimpleName());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Runs on its thread; what ends the session is in its end. */
    private void carry() {
        end.completeAsync(
                () -> {
                    run();
                    return null;
                },
                Runnable::run);
    }

    private void run() {
        try {
            while (!closed.get()) {
                connected();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connected() throws InterruptedException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute(setting);
            }
            connection.setAutoCommit(false);
            while (!closed.get()) {
                transact(connection, statement);
                Thread.sleep(random.nextInt(pauseMillis));
            }
        } catch (SQLException e) {
            if (!isOf(e, AWAY)) {
                throw new PipelineException(FailureKind.SOURCE, "The source refused a change: " + e.getMessage(), e);
            }
            Thread.sleep(AWAY_MILLIS);
        }
    }

    private void transact(Connection connection, Statement statement) throws SQLException {
        try {
            for (String sql : writer.transaction(random)) {
                if (!(closed.get() && sql.equals(Writer.PAUSE))) {
                    statement.execute(sql);
                }
            }
            if (random.nextInt(ROLLED_BACK) == 0) {
                connection.rollback();
            } else {
                connection.commit();
                transactions.incrementAndGet();
            }
        } catch (SQLException e) {
            if (!isOf(e, LOST_RACES)) {
                throw e;
            }
            connection.rollback();
        }
    }

    private static boolean isOf(SQLException e, List<String> classes) {
        String state = e.getSQLState() == null ? "08" : e.getSQLState();
        return classes.stream().anyMatch(state::startsWith);
    }

    /** Transactions that were committed. */
    long transactions() {
        return transactions.get();
    }

    /** What has ended it, if anything has. */
    Optional<RuntimeException> problem() {
        Throwable failure = end.handle((nothing, thrown) -> thrown).getNow(null);
        return Optional.ofNullable(failure)
                .map(thrown -> new IllegalStateException("A session of the workload has ended", thrown));
    }

    /** Ends after the transaction under way, without waiting for that. */
    @Override
    public void close() {
        closed.set(true);
    }

    /** Waits until it has ended. */
    void join() throws InterruptedException {
        thread.join();
    }
}
