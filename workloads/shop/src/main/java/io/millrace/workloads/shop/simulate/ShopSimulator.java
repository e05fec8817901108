package io.millrace.workloads.shop.simulate;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.database.ShopDatabase;
import io.millrace.workloads.shop.generate.Dice;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a live shop: orders at a steady rate, and among them edits, cancellations, refunds, new users, logins, deliveries,
 * deletions and frauds. An old shop goes on from the time of its newest order.
 *
 * <p>When the database goes away it waits up to a minute for it to come back. It prints nothing.
 */
public final class ShopSimulator {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final Duration TOO_LATE = Duration.ofSeconds(1);

    private final ShopDatabase database;
    private final SimulationPlan plan;
    private final Consumer<SimulationCounts> listener;
    private final Dice dice;
    private SimulationCounts counts = SimulationCounts.none();

    /** @param listener is called on the simulating thread after each order */
    public ShopSimulator(ShopDatabase database, SimulationPlan plan, Consumer<SimulationCounts> listener) {
        this.database = database;
        this.plan = plan;
        this.listener = listener;
        this.dice = new Dice(plan.seed(), "simulation");
    }

    /**
     * Simulates until the plan's length is over, then returns; when interrupted it ends between two transactions.
     *
     * @throws PipelineException of kind SOURCE if the database refuses or stays away
     */
    public void run() throws InterruptedException {
        long start = System.nanoTime();
        long end = plan.length().map(length -> start + length.toNanos()).orElse(Long.MAX_VALUE);
        var pace = new Pace(plan.pause(), TOO_LATE);
        while (true) {
            try (Connection connection = open()) {
                simulate(connection, pace, end);
                return;
            } catch (SQLException e) {
                if (!isConnectionLost(e)) {
                    throw ShopDatabase.refused("The simulation cannot go on", e);
                }
            }
        }
    }

    private void simulate(Connection connection, Pace pace, long end) throws SQLException, InterruptedException {
        ShopMemory memory = ShopMemory.of(connection);
        if (memory.products().isEmpty()) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "The shop has no products to sell; load it first with 'generate' or 'import'");
        }
        var day = new ShopDay(connection, memory, dice, plan.hasFraud(), event -> counts = counts.plus(event));
        while (System.nanoTime() < end) {
            pace.await();
            day.round();
            listener.accept(counts);
        }
    }

    private Connection open() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return database.open();
            } catch (PipelineException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(BETWEEN_TRIES.toMillis());
            }
        }
    }

    /** Class 08 of SQLSTATE, and 57P01 to 57P03: the server shuts down, crashed, or is not up yet. */
    private static boolean isConnectionLost(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        return state.startsWith("08") || state.startsWith("57P");
    }
}
