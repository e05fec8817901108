package io.millrace.orchestration.chain;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * One attempt of a step, as its action sees it.
 *
 * @param log the file that takes what it has to say
 * @param stop asked when the scheduler stops
 * @param started is told of a process as soon as it runs
 */
public record StepCall(Path log, StopSignal stop, Consumer<ProcessHandle> started) {}
