package io.millrace.local;

import java.sql.SQLException;

/** Orders that come long after their time: of a minute that is still kept, and of one that is kept no more. */
final class LateOrders {
    private static final String ORDER = "INSERT INTO orders (user_id, total_amount, status, created_at)"
            + " SELECT min(user_id), 20.00, 'completed', now() - interval '%s' FROM users";
    private static final String LINE = "INSERT INTO order_items (order_id, product_id, quantity, price_per_unit)"
            + " SELECT currval(pg_get_serial_sequence('orders', 'order_id')), min(product_id), 2, 10.00 FROM products";
    private static final String OF_THE_LATEST = " WHERE order_id = (SELECT max(order_id) FROM orders)";

    private LateOrders() {}

    /** Writes them, and corrects amount, line and hour of the latest afterwards. */
    static void write(LocalPipeline pipeline) throws SQLException {
        pipeline.sql(ORDER.formatted("20 days"), LINE);
        pipeline.sql(ORDER.formatted("3 hours"), LINE);
        pipeline.sql(
                "UPDATE orders SET total_amount = 50.00, created_at = created_at - interval '2 hours'" + OF_THE_LATEST,
                "UPDATE order_items SET quantity = 5" + OF_THE_LATEST);
    }
}
