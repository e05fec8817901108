package io.millrace.workloads.shop.retail;

import io.millrace.workloads.shop.database.Order;
import io.millrace.workloads.shop.database.OrderLine;
import io.millrace.workloads.shop.database.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OrderBookTest {
    private static final int CUSTOMER = 7;
    private static final int MUG = 1;
    private static final int BAG = 2;
    private final OrderBook book = new OrderBook();
    private int lines;

    /** An order of these pairs of product and quantity, each at 2.00. */
    private void order(int id, int... productsAndQuantities) {
        List<OrderLine> items = new ArrayList<>();
        for (int i = 0; i < productsAndQuantities.length; i += 2) {
            items.add(new OrderLine(
                    ++lines, id, productsAndQuantities[i], productsAndQuantities[i + 1], new BigDecimal("2.00")));
        }
        book.add(new Order(id, CUSTOMER, OrderStatus.COMPLETED, Instant.EPOCH, items));
    }

    @Test
    void theLatestOrderOfExactlyThatQuantityIsCancelled() {
        // Given
        order(1, MUG, 6);
        order(2, MUG, 6);
        order(3, MUG, 12);

        // When
        OrderBook.Remainder remainder = book.cancel(CUSTOMER, MUG, 6).orElseThrow();

        // Then
        assertThat(remainder.line().orderId()).isEqualTo(2);
        assertThat(remainder.lineIsGone()).isTrue();
        assertThat(remainder.orderIsGone()).isTrue();
        assertThat(remainder.orderTotal()).isEqualByComparingTo("0");
    }

    @Test
    void elseTheLatestLargerOneIsReduced() {
        // Given
        order(1, MUG, 6, BAG, 1);
        order(2, MUG, 12, BAG, 1);

        // When
        OrderBook.Remainder remainder = book.cancel(CUSTOMER, MUG, 5).orElseThrow();

        // Then
        assertThat(remainder.line().orderId()).isEqualTo(2);
        assertThat(remainder.quantityLeft()).isEqualTo(7);
        assertThat(remainder.orderTotal()).isEqualByComparingTo("16.00");
        assertThat(remainder.orderLinesLeft()).isEqualTo(2);
    }

    @Test
    void whatWasCancelledCannotBeCancelledAgain() {
        // Given
        order(1, MUG, 6);
        book.cancel(CUSTOMER, MUG, 6);

        // Then
        assertThat(book.cancel(CUSTOMER, MUG, 6)).isEmpty();
    }

    @Test
    void aReducedLineCanBeCancelledForTheRest() {
        // Given
        order(1, MUG, 6);
        book.cancel(CUSTOMER, MUG, 4);

        // When
        OrderBook.Remainder remainder = book.cancel(CUSTOMER, MUG, 2).orElseThrow();

        // Then
        assertThat(remainder.orderIsGone()).isTrue();
        assertThat(remainder.orderTotal()).isEqualByComparingTo("0");
    }

    @Test
    void otherCustomersAndProductsAndLargerQuantitiesFindNothing() {
        // Given
        order(1, MUG, 6);

        // Then
        assertThat(book.cancel(CUSTOMER + 1, MUG, 6)).isEmpty();
        assertThat(book.cancel(CUSTOMER, BAG, 6)).isEmpty();
        assertThat(book.cancel(CUSTOMER, MUG, 7)).isEmpty();
    }
}
