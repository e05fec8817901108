package io.millrace.workloads.shop.database;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OrderTest {
    private static Order of(OrderLine... lines) {
        return new Order(1, 1, OrderStatus.COMPLETED, Instant.EPOCH, List.of(lines));
    }

    @Test
    void costsWhatItsLinesCost() {
        var three = new OrderLine(1, 1, 1, 3, new BigDecimal("0.10"));
        var one = new OrderLine(2, 1, 2, 1, new BigDecimal("19.99"));
        assertThat(of(three, one).totalAmount()).isEqualTo(new BigDecimal("20.29"));
    }

    @Test
    void costsNothingWithoutLines() {
        assertThat(of().totalAmount()).isEqualTo(new BigDecimal("0.00"));
    }
}
