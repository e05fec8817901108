package io.millrace.workloads.shop.intake.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.millrace.workloads.shop.database.OrderStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** A customer ordered; written in the order of the customer. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record OrderCreated(String id, int userId, OrderStatus status, List<OrderedItem> items, Instant acceptedAt)
        implements IntakeEvent {
    public OrderCreated {
        EventHead.require(id, acceptedAt);
        Objects.requireNonNull(status, "status");
        items = List.copyOf(items);
        if (userId < 1 || items.isEmpty()) {
            throw new IllegalArgumentException("An order has a user, from 1 on, and items");
        }
    }

    @Override
    public EventKind kind() {
        return EventKind.ORDER;
    }

    @Override
    public String key() {
        return Integer.toString(userId);
    }
}
