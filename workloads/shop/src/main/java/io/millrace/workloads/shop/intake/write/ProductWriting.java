package io.millrace.workloads.shop.intake.write;

import io.millrace.workloads.shop.database.Sql;
import io.millrace.workloads.shop.intake.event.Price;
import io.millrace.workloads.shop.intake.event.ProductEvent;
import io.millrace.workloads.shop.intake.event.ProductFields;
import java.sql.Connection;
import java.sql.SQLException;

/** Creates, changes and takes out products, in the transaction that is open. */
final class ProductWriting {
    private final Connection connection;

    ProductWriting(Connection connection) {
        this.connection = connection;
    }

    /**
     * Does it and returns the product's number.
     *
     * @throws RefusedException if there is no such product, or it cannot be taken out because somebody ordered it
     */
    int write(ProductEvent event) throws SQLException, RefusedException {
        return switch (event.change()) {
            case CREATED -> create(event.fields());
            case UPDATED -> update(event.productId().orElseThrow(), event.fields());
            case DELETED -> delete(event.productId().orElseThrow());
        };
    }

    private int create(ProductFields fields) throws SQLException {
        return Sql.number(
                        connection,
                        "INSERT INTO public.products (name, price, category, stock) VALUES (?, ?, ?, coalesce(?, 0))"
                                + " RETURNING product_id",
                        values(fields))
                .orElseThrow();
    }

    private int update(int product, ProductFields fields) throws SQLException, RefusedException {
        Object[] given = values(fields);
        int changed = Sql.update(
                connection,
                "UPDATE public.products SET name = coalesce(?, name), price = coalesce(?, price),"
                        + " category = coalesce(?, category), stock = coalesce(?, stock) WHERE product_id = ?",
                given[0],
                given[1],
                given[2],
                given[3],
                product);
        return known(changed, product);
    }

    private int delete(int product) throws SQLException, RefusedException {
        if (Sql.number(connection, "SELECT 1 FROM public.order_items WHERE product_id = ? LIMIT 1", product)
                .isPresent()) {
            throw new RefusedException(
                    RefusalReason.STILL_ORDERED,
                    "Product %d is in orders; set its stock to 0 instead".formatted(product));
        }
        return known(Sql.update(connection, "DELETE FROM public.products WHERE product_id = ?", product), product);
    }

    private static int known(int rows, int product) throws RefusedException {
        if (rows == 0) {
            throw new RefusedException(RefusalReason.UNKNOWN_PRODUCT, "There is no product %d".formatted(product));
        }
        return product;
    }

    private static Object[] values(ProductFields fields) {
        return new Object[] {
            fields.name().orElse(null),
            fields.price().map(Price::amount).orElse(null),
            fields.category().orElse(null),
            fields.stock().orElse(null)
        };
    }
}
