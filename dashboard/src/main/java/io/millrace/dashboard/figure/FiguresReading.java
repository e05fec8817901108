package io.millrace.dashboard.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.millrace.contracts.change.Progress;
import java.time.Instant;
import java.util.Optional;

/**
 * All figures of a moment.
 *
 * @param at when they were read, by this machine's clock
 * @param progress how far they reach at least
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record FiguresReading(Instant at, Optional<Progress> progress, @JsonUnwrapped FiguresState state) {}
