package io.millrace.local.demo;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import java.time.Duration;

/** Waits until the API has a model and answers. */
record ServingWait(Stack stack) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 200;

    void untilReady() throws InterruptedException {
        var probe = new Probe(stack.apiUrl());
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!probe.ready()) {
            if (System.nanoTime() > deadline) {
                throw new PipelineException(
                        FailureKind.NOT_READY,
                        "The API is not ready after %d s; see './millrace logs serving'".formatted(LIMIT.toSeconds()));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
