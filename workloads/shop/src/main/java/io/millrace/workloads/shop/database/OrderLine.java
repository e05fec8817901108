package io.millrace.workloads.shop.database;

import java.math.BigDecimal;

/** A row of {@code order_items}. */
public record OrderLine(int id, int orderId, int productId, int quantity, BigDecimal pricePerUnit) {

    /** What the line costs; exact, because a price has two decimals and a quantity none. */
    public BigDecimal amount() {
        return pricePerUnit.multiply(BigDecimal.valueOf(quantity));
    }
}
