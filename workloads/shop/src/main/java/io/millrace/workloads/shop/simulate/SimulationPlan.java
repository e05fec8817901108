package io.millrace.workloads.shop.simulate;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.Optional;

/**
 * How lively the shop is.
 *
 * @param rate orders per second; other events come on top, about one for every two orders
 * @param seed the same seed on the same rows gives the same events
 * @param length for how long, or without end
 * @param hasFraud whether some orders are fraudulent: of an impossible value, or many within seconds
 */
public record SimulationPlan(double rate, long seed, Optional<Duration> length, boolean hasFraud) {

    public SimulationPlan {
        if (!(rate > 0 && rate <= 1_000)) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "--rate must be more than 0 and at most 1000 orders per second, but is " + rate);
        }
    }

    /** The time from one order to the next. */
    Duration pause() {
        return Duration.ofNanos((long) (1e9 / rate));
    }
}
