package io.millrace.orchestration.schedule;

import io.millrace.orchestration.history.Cause;
import java.time.Instant;
import java.util.Optional;

/**
 * The moment at which a chain is to begin.
 *
 * @param cause why
 * @param afterCrash whether the scheduler was killed during the run that this one makes up for
 * @param due when it should have begun
 * @param queued the run that was asked for, if one was
 */
public record Firing(Cause cause, boolean afterCrash, Instant due, Optional<Long> queued) {}
