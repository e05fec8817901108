package io.millrace.local.stack;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** Creates database and tables where they are absent. */
    public void create() throws InterruptedException {
        try {
            stack.services().postgres().createDatabase(Stack.SHOP_DATABASE);
        } catch (SQLException e) {
            throw failed("create the shop's database", e);
        }
        run(line -> {}, "create-schema");
    }

    /** The orders that the shop holds. */
    public long orders() {
        return Long.parseLong(ask("SELECT count(*) FROM orders"));
    }

    /** Where the log ends now. */
    public long position() {
        return Position.parseLsn(ask("SELECT pg_current_wal_lsn()"));
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
            throw failed("buy in the shop", e);
        }
    }

    /** Runs one of the shop's commands to its end. */
    public void run(Consumer<String> lines, String... arguments) throws InterruptedException {
        List<String> tail = new ArrayList<>();
        int status = program(arguments).run(line -> {
            tail.add(line);
            lines.accept(line);
        });
        if (status != 0) {
            throw new PipelineException(
                    FailureKind.ofExitCode(status),
                    "The shop cannot %s: %s"
                            .formatted(arguments[0], tail.isEmpty() ? "no output" : tail.get(tail.size() - 1)));
        }
    }

    /** One of the shop's commands. */
    public AttachedProgram program(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments[0]));
        all.addAll(List.of("--jdbc-url", stack.services().postgres().jdbcUrl(Stack.SHOP_DATABASE)));
        all.addAll(List.of("--user", stack.services().postgres().user()));
        all.addAll(List.of(arguments).subList(1, arguments.length));
        return new AttachedProgram(
                stack.command(stack.program(MODULE, MAIN, all.toArray(String[]::new))),
                Map.of("MILLRACE_SHOP_PASSWORD", stack.services().postgres().password()));
    }

    private String ask(String query) {
        try (Connection connection = stack.services().postgres().connect(Stack.SHOP_DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw failed("ask the shop", e);
        }
    }

    private static PipelineException failed(String what, SQLException e) {
        return new PipelineException(FailureKind.SOURCE, "Cannot %s: %s".formatted(what, e.getMessage()), e);
    }
}
