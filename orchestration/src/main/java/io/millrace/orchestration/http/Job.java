package io.millrace.orchestration.http;

import io.millrace.orchestration.history.Run;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job, as it is shown.
 *
 * @param steps names of its steps in their order
 * @param cron when it begins; nothing when only on request
 * @param timezone in which cron is read
 * @param next when it begins next by itself
 * @param open its run that goes on or is queued
 * @param last its run that ended last
 */
public record Job(
        String name,
        List<String> steps,
        Optional<String> cron,
        Optional<String> timezone,
        Optional<Instant> next,
        Optional<Run> open,
        Optional<Run> last) {}
