package io.millrace.workloads.shop.intake.write;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of something that was asked of the shop.
 *
 * @param outcome written or refused
 * @param number the order_id or the product_id of what was written
 * @param reason of a refusal
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Receipt(
        String id,
        String kind,
        String outcome,
        Optional<Integer> number,
        Optional<String> reason,
        Optional<String> detail,
        Instant acceptedAt,
        Instant decidedAt) {}
