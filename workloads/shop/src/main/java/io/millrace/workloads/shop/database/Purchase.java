package io.millrace.workloads.shop.database;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.SQLException;

/** A user buys some of one product at its price of the moment: one transaction over three tables. */
public record Purchase(int userId, int productId, int quantity) {

    public Purchase {
        if (quantity < 1) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "A purchase needs a quantity of at least 1, not " + quantity);
        }
    }

    /** The transaction as one can type it into psql. */
    public String sql() {
        return "BEGIN;%n%s;%n%s;%nCOMMIT;%n".formatted(orderSql(), stockSql());
    }

    /**
     * Commits the purchase and returns once it is durable.
     *
     * @throws PipelineException of kind CONFIGURATION if there is no such product, SOURCE if Postgres refuses
     */
    public void commit(Connection connection) {
        try (var statement = connection.createStatement()) {
            if (statement.executeUpdate(orderSql()) == 0) {
                connection.rollback();
                throw new PipelineException(
                        FailureKind.CONFIGURATION,
                        "There is no product %d to buy; choose one of: SELECT product_id, name FROM products"
                                .formatted(productId));
            }
            statement.executeUpdate(stockSql());
            connection.commit();
        } catch (SQLException e) {
            throw ShopDatabase.refused("User %d cannot buy product %d".formatted(userId, productId), e);
        }
    }

    private String orderSql() {
        return """
                WITH bought AS (
                    SELECT product_id, price FROM products WHERE product_id = %2$d
                ), placed AS (
                    INSERT INTO orders (user_id, total_amount, status, created_at)
                    SELECT %1$d, %3$d * price, 'completed', now() FROM bought
                    RETURNING order_id
                )
                INSERT INTO order_items (order_id, product_id, quantity, price_per_unit)
                SELECT order_id, product_id, %3$d, price FROM placed, bought"""
                .formatted(userId, productId, quantity);
    }

    private String stockSql() {
        return "UPDATE products SET stock = greatest(stock - %d, 0) WHERE product_id = %d"
                .formatted(quantity, productId);
    }
}
