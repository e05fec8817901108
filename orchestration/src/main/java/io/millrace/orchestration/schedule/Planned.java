package io.millrace.orchestration.schedule;

import io.millrace.orchestration.chain.Chain;
import java.util.Optional;

/**
 * A chain and when it begins by itself.
 *
 * @param times nothing when it begins only on request
 */
public record Planned(Chain chain, Optional<CronTimes> times) {}
