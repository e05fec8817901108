package io.millrace.workloads.shop.intake.write;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.database.ShopDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks receipts up, on threads of its own: a database that says nothing must not keep anybody from ordering.
 *
 * <p>When more ask than it can answer, the rest is turned away by an exception of the executor.
 */
public final class Receipts implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int QUEUE = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String UNKNOWN_TABLE = "42P01";

    private final ShopDatabase database;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), Receipts::daemon);

    public Receipts(ShopDatabase database) {
        this.database = database;
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "shop-receipts");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Completes with the receipt, or with nothing as long as it is not known what becomes of that id; exceptionally with
     * a {@link PipelineException} if the database cannot be asked.
     *
     * @throws java.util.concurrent.RejectedExecutionException if too many ask
     */
    public CompletableFuture<Optional<Receipt>> find(String id) {
        return CompletableFuture.supplyAsync(() -> look(id), threads);
    }

    private Optional<Receipt> look(String id) {
        try (Connection connection = database.open(PATIENCE);
                PreparedStatement query = connection.prepareStatement(
                        "SELECT kind, outcome, number, reason, detail, accepted_at, decided_at"
                                + " FROM public.intake_receipts WHERE id = ?")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(receipt(id, row)) : Optional.empty();
            }
        } catch (SQLException e) {
            if (UNKNOWN_TABLE.equals(e.getSQLState())) {
                return Optional.empty();
            }
            throw new PipelineException(
                    FailureKind.SOURCE, "The receipt %s cannot be looked up: %s".formatted(id, e.getMessage()), e);
        }
    }

    private static Receipt receipt(String id, ResultSet row) throws SQLException {
        return new Receipt(
                id,
                row.getString(1),
                row.getString(2),
                Optional.ofNullable(row.getObject(3, Integer.class)),
                Optional.ofNullable(row.getString(4)),
                Optional.ofNullable(row.getString(5)),
                row.getTimestamp(6).toInstant(),
                row.getTimestamp(7).toInstant());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
