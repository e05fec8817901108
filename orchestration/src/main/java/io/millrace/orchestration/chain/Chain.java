package io.millrace.orchestration.chain;

import java.util.List;

/**
 * Steps that run one after the other.
 *
 * @param name what it is called over HTTP and in the history
 * @param isIndependent whether a step runs although one before it failed
 */
public record Chain(String name, List<Step> steps, boolean isIndependent) {
    /** Refuses a chain without steps. */
    public Chain {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("The chain " + name + " has no steps");
        }
    }
}
