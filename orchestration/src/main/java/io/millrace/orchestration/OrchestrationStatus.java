package io.millrace.orchestration;

import io.millrace.orchestration.http.Job;
import java.util.List;
import java.util.Optional;

/**
 * What the scheduler tells of itself under {@code /status}.
 *
 * @param notReady why no job begins, while it starts or stops
 */
public record OrchestrationStatus(Optional<String> notReady, List<Job> jobs) {}
