package io.millrace.workloads.shop.intake.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A product is created, changed or taken out; written in the order of the product.
 *
 * @param productId absent while the product is to be created: the database numbers it
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ProductEvent(
        String id, ProductChange change, Optional<Integer> productId, ProductFields fields, Instant acceptedAt)
        implements IntakeEvent {
    public ProductEvent {
        EventHead.require(id, acceptedAt);
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(fields, "fields");
        if (productId.isPresent() == (change == ProductChange.CREATED)) {
            throw new IllegalArgumentException("A product has its number unless it is to be created");
        }
    }

    @Override
    public EventKind kind() {
        return EventKind.PRODUCT;
    }

    /** Nobody can change a product before its number is known, so one that is created needs no order with others. */
    @Override
    public String key() {
        return productId.map(Object::toString).orElse(id);
    }
}
