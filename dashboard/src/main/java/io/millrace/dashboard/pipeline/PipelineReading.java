package io.millrace.dashboard.pipeline;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * The pipeline at a moment.
 *
 * @param at when the processes were asked, by this machine's clock: ages are counted from here
 */
public record PipelineReading(Instant at, @JsonUnwrapped PipelineState state) {}
