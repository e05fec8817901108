package io.millrace.workloads.shop.intake.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * A line of an order.
 *
 * @param price of one; where it is absent, that of the product when the order is written
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record OrderedItem(int productId, int quantity, Optional<Price> price) {
    public OrderedItem {
        if (productId < 1 || quantity < 1) {
            throw new IllegalArgumentException("An item has a product and a quantity, both from 1 on");
        }
    }
}
