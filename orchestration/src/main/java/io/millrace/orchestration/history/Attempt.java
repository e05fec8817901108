package io.millrace.orchestration.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt of a step, as it is shown.
 *
 * @param name the step
 * @param attempt counts from 1
 * @param result code of a {@link io.millrace.orchestration.chain.Result}
 * @param exitCode of its process, if it had one and that ended
 * @param kind name of the failure's kind, if it failed
 * @param log name of its file in the folder of logs
 * @param process the process that was started for it, if there was one
 */
public record Attempt(
        String name,
        int attempt,
        String result,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<Integer> exitCode,
        Optional<String> kind,
        String message,
        String log,
        @JsonIgnore Optional<ProcessId> process) {}
