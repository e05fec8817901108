package io.millrace.orchestration.chain;

import java.util.List;

/**
 * Steps that run one after the other, as long as each succeeds.
 *
 * @param name what it is called over HTTP and in the history
 */
public record Chain(String name, List<Step> steps) {
    /** Refuses a chain without steps. */
    public Chain {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("The chain " + name + " has no steps");
        }
    }
}
