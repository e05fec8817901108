package io.millrace.workloads.shop.database;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** How many rows the shop holds, and what all its orders are worth. */
public record ShopCounts(long users, long products, long orders, long lines, BigDecimal revenue) {

    /** Counts what the database holds now. */
    public static ShopCounts of(Connection connection) {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT (SELECT count(*) FROM public.users),"
                        + " (SELECT count(*) FROM public.products),"
                        + " (SELECT count(*) FROM public.orders),"
                        + " (SELECT count(*) FROM public.order_items),"
                        + " (SELECT coalesce(sum(total_amount), 0.00) FROM public.orders)")) {
            row.next();
            var counts = new ShopCounts(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getBigDecimal(5));
            connection.commit();
            return counts;
        } catch (SQLException e) {
            throw ShopDatabase.refused("The shop's rows cannot be counted", e);
        }
    }

    /**
     * Does nothing if these counts, taken from the database, are the ones expected of a load.
     *
     * @throws PipelineException of kind DATA_LOSS otherwise
     */
    public void requireEqualTo(ShopCounts expected) {
        if (!equals(expected)) {
            throw new PipelineException(
                    FailureKind.DATA_LOSS,
                    "The database holds %s, but %s were loaded; another program may write to it, so load into a database of its own"
                            .formatted(this, expected));
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d users, %,d products, %,d orders with %,d items worth %,.2f",
                users,
                products,
                orders,
                lines,
                revenue);
    }
}
