package io.millrace.local;

import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.Stack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Customers who order until it is closed, or until their database is gone. */
final class LiveShop implements AutoCloseable {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Stack stack;
    private final BackgroundProgram program;

    private LiveShop(Stack stack, AttachedProgram simulator) {
        this.stack = stack;
        this.program = BackgroundProgram.start("live-shop", simulator);
    }

    /** The first orders are there when it returns. */
    static LiveShop open(LocalPipeline pipeline, int seed) {
        var shop = new LiveShop(
                pipeline.stack(),
                pipeline.shop().program("simulate", "--rate", "20", "--seed", Integer.toString(seed)));
        shop.awaitOrders();
        return shop;
    }

    /** Waits until customers have ordered again; fails if they do not. */
    void awaitOrders() {
        long before = orders();
        Awaitility.await().atMost(SOON).until(() -> orders() > before);
    }

    private long orders() {
        try (Connection connection = stack.services().postgres().connect(Stack.SHOP_DATABASE);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM orders")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
