package io.millrace.workloads.shop.intake.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/** What a product is to have; what is absent stays as it is. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ProductFields(
        Optional<String> name, Optional<Price> price, Optional<String> category, Optional<Integer> stock) {
    /** Nothing. */
    public static final ProductFields NONE =
            new ProductFields(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
