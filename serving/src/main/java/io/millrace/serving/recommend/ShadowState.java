package io.millrace.serving.recommend;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.online.ShadowPointer;
import java.time.Instant;
import java.util.Optional;

/**
 * How the shadowed model does on this node.
 *
 * @param beside the current model, which answers
 * @param overlapAt10 share of the items of the best ten that both models list; nothing before the first request
 * @param millis that its ranking takes on average
 * @param currentMillis that the current model's takes, for the same requests in the same thread
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ShadowState(
        String model,
        String beside,
        Instant since,
        Requests requests,
        Optional<Double> overlapAt10,
        Optional<Double> millis,
        Optional<Double> currentMillis) {
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * Requests since this node has loaded it.
     *
     * @param passedOver that came while as many as may wait were waiting
     */
    public record Requests(long ranked, long failed, long notFinite, long passedOver) {}

    static ShadowState of(ShadowPointer pointer, ShadowCounts counts, long passedOver) {
        return new ShadowState(
                pointer.model(),
                pointer.beside(),
                pointer.since(),
                new Requests(counts.ranked(), counts.failed(), counts.notFinite(), passedOver),
                Optional.of(counts.overlap()).filter(Double::isFinite),
                millis(counts.nanos(), counts.ranked()),
                millis(counts.currentNanos(), counts.ranked()));
    }

    private static Optional<Double> millis(long nanos, long ranked) {
        return ranked == 0 ? Optional.empty() : Optional.of(nanos / NANOS_PER_MILLI / ranked);
    }
}
