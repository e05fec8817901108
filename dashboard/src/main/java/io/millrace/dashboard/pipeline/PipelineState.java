package io.millrace.dashboard.pipeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.status.CaptureStatus;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.contracts.status.LiveStatus;
import java.util.List;
import java.util.Optional;

/**
 * How the whole pipeline is, as its processes tell it. What a process that does not answer would tell is absent.
 *
 * @param processes all of them, in the order of the data
 * @param attention what somebody should look at, the worst first
 * @param gateway what events come in
 * @param serving which features, model and live state answers are made from
 * @param jobs the scheduler's jobs with their next, open and last runs
 * @param runs the newest runs of all jobs
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PipelineState(
        List<ProcessState> processes,
        List<Attention> attention,
        Optional<CaptureStatus> capture,
        Optional<JsonNode> gateway,
        Optional<LakeStatus> lake,
        Optional<LiveStatus> live,
        Optional<JsonNode> serving,
        Optional<JsonNode> jobs,
        Optional<JsonNode> runs) {
    public PipelineState {
        processes = List.copyOf(processes);
        attention = List.copyOf(attention);
    }
}
