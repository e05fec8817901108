package io.millrace.workloads.shop.retail;

import io.millrace.workloads.shop.database.Order;
import io.millrace.workloads.shop.database.OrderLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The order lines that can still be cancelled. A cancellation does not name its order, so it takes back a line of the
 * same customer and product: the latest one of exactly that quantity, else the latest one of a larger quantity. One
 * that would need several lines finds none.
 */
final class OrderBook {
    private final Map<Key, List<OpenLine>> open = new HashMap<>();

    private record Key(int customer, int productId) {}

    private static final class OpenOrder {
        private BigDecimal total;
        private int lines;

        OpenOrder(Order order) {
            this.total = order.totalAmount();
            this.lines = order.lines().size();
        }
    }

    private static final class OpenLine {
        private final OrderLine line;
        private final OpenOrder order;
        private int left;

        OpenLine(OrderLine line, OpenOrder order) {
            this.line = line;
            this.order = order;
            this.left = line.quantity();
        }
    }

    /** What a cancellation leaves: of the line, and of its order. */
    record Remainder(OrderLine line, int quantityLeft, BigDecimal orderTotal, int orderLinesLeft) {

        boolean lineIsGone() {
            return quantityLeft == 0;
        }

        boolean orderIsGone() {
            return orderLinesLeft == 0;
        }
    }

    void add(Order order) {
        var state = new OpenOrder(order);
        for (OrderLine line : order.lines()) {
            open.computeIfAbsent(new Key(order.userId(), line.productId()), key -> new ArrayList<>(1))
                    .add(new OpenLine(line, state));
        }
    }

    Optional<Remainder> cancel(int customer, int productId, int quantity) {
        List<OpenLine> lines = open.getOrDefault(new Key(customer, productId), List.of());
        return latest(lines, left -> left == quantity)
                .or(() -> latest(lines, left -> left > quantity))
                .map(line -> take(lines, line, quantity));
    }

    private static Optional<OpenLine> latest(List<OpenLine> lines, IntPredicate quantity) {
        ListIterator<OpenLine> backwards = lines.listIterator(lines.size());
        while (backwards.hasPrevious()) {
            OpenLine line = backwards.previous();
            if (quantity.test(line.left)) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private static Remainder take(List<OpenLine> lines, OpenLine line, int quantity) {
        line.left -= quantity;
        line.order.total = line.order.total.subtract(line.line.pricePerUnit().multiply(BigDecimal.valueOf(quantity)));
        if (line.left == 0) {
            lines.remove(line);
            line.order.lines--;
        }
        return new Remainder(line.line, line.left, line.order.total, line.order.lines);
    }
}
