package io.millrace.local.stack;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * The shop in the embedded Postgres.
 *
 * @param stack that Postgres runs in
 */
public record ShopSource(Stack stack) {
    private static final String MODULE = "workloads/shop";
    private static final String MAIN = "io.millrace.workloads.shop.ShopMain";
    private static final String ORDER =
            """
            INSERT INTO orders (user_id, total_amount, status, created_at)
            SELECT ?, price, 'completed', (SELECT max(created_at) FROM orders) FROM products WHERE product_id = ?""";
    private static final String ORDER_LINE =
            """
            INSERT INTO order_items (order_id, product_id, quantity, price_per_unit)
            SELECT currval(pg_get_serial_sequence('orders', 'order_id')), product_id, 1, price
            FROM products WHERE product_id = ?""";

    /** The shop's pipeline file in the checkout. */
    public static Path pipelineFile(Path home) {
        return home.resolve(MODULE).resolve("pipeline.yaml");
    }

    private WorkloadCommands commands() {
        return new WorkloadCommands(stack, Stack.SHOP_DATABASE, MAIN);
    }

    /** Creates database and tables where they are absent. */
    public void create() throws InterruptedException {
        commands().createDatabase();
        run(line -> {}, "create-schema");
    }

    /** The orders that the shop holds. */
    public long orders() {
        return Long.parseLong(commands().ask("SELECT count(*) FROM orders"));
    }

    /** Where the log ends now. */
    public long position() {
        return commands().position();
    }

    /**
     * Lets a user buy one of an item, as any program would: with SQL, in one transaction, and as late as the latest order.
     *
     * @return the moment after the commit, by {@link System#nanoTime}
     */
    public long buy(String user, String item) {
        try (Connection connection = stack.services().postgres().connect(Stack.SHOP_DATABASE);
                PreparedStatement order = connection.prepareStatement(ORDER);
                PreparedStatement line = connection.prepareStatement(ORDER_LINE)) {
            connection.setAutoCommit(false);
            order.setInt(1, Integer.parseInt(user));
            order.setInt(2, Integer.parseInt(item));
            order.executeUpdate();
            line.setInt(1, Integer.parseInt(item));
            line.executeUpdate();
            connection.commit();
            return System.nanoTime();
        } catch (SQLException e) {
            throw WorkloadCommands.failed("buy in the shop", e);
        }
    }

    /** Runs one of the shop's commands to its end. */
    public void run(Consumer<String> lines, String... arguments) throws InterruptedException {
        commands().run(lines, arguments);
    }

    /** One of the shop's commands. */
    public AttachedProgram program(String... arguments) {
        return commands().program(arguments);
    }
}
