package io.millrace.orchestration.chain;

/** Where a run writes down what it does, before and after each attempt of a step. */
public interface ChainJournal {
    /** Called before an attempt; gives what the step is called with. Attempts count from 1. */
    StepCall began(Step step, int attempt);

    /** Called when the attempt that began last has ended. */
    void ended(StepOutcome outcome);
}
