package io.millrace.orchestration;

import io.millrace.orchestration.http.Job;
import java.util.List;

/**
 * What the scheduler tells of itself under {@code /status}.
 *
 * @param stopping whether no job begins any more
 */
public record OrchestrationStatus(boolean stopping, List<Job> jobs) {}
