package io.millrace.workloads.shop.database;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** A row of {@code orders} with its rows of {@code order_items}. */
public record Order(int id, int userId, OrderStatus status, Instant createdAt, List<OrderLine> lines) {

    public Order {
        lines = List.copyOf(lines);
    }

    /** The sum of the lines, so that no order can disagree with its items. */
    public BigDecimal totalAmount() {
        return lines.stream().map(OrderLine::amount).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }
}
