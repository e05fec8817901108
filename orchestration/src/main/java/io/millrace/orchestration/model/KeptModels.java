package io.millrace.orchestration.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the models.
 *
 * @param at when the lake was asked; nothing before it first was
 * @param models as {@code millrace models list --json} prints them
 * @param looking whether the lake is being asked again
 * @param change the latest that was asked for here
 * @param problem why the last look failed
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record KeptModels(
        Optional<Instant> at,
        Optional<JsonNode> models,
        boolean looking,
        Optional<ModelChange> change,
        Optional<String> problem) {}
