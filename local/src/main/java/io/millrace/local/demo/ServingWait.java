package io.millrace.local.demo;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import java.time.Duration;

/** Waits until the API has features and a live state, and answers. */
record ServingWait(Stack stack) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 200;

    void untilReady() throws InterruptedException {
        var probe = new Probe(stack.apiUrl());
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isReady(probe)) {
            if (System.nanoTime() > deadline) {
                throw new PipelineException(
                        FailureKind.NOT_READY,
                        "The API has no features or no live state after %d s; './millrace status' and the logs of serving and streaming say more"
                                .formatted(LIMIT.toSeconds()));
            }
            stack.requireRunning(MillraceProcess.STREAMING);
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static boolean isReady(Probe api) {
        return api.get("/health/ready")
                .filter(Probe.Answer::ok)
                .filter(answer -> answer.body().has("live"))
                .isPresent();
    }
}
