package io.millrace.orchestration.rule;

import java.time.Duration;

/** A wait that can be cut short. */
@FunctionalInterface
interface Pause {
    /** Waits; says whether to go on, and not to end. */
    boolean goesOn(Duration time) throws InterruptedException;
}
