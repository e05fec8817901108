package io.millrace.orchestration.chain;

/** What a step does. Harmless when repeated: after a failure or a crash it is. */
@FunctionalInterface
public interface StepAction {
    /** Does it once and returns when it has ended, soon after the call is told to stop. */
    StepOutcome perform(StepCall call);
}
