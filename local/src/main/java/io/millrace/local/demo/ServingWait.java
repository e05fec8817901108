package io.millrace.local.demo;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.status.LiveStatus;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;

/** Waits until the API answers. */
record ServingWait(Stack stack) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** The first load is read anew, and may be large. */
    private static final Duration LIVE_LIMIT = Duration.ofHours(2);

    private static final long POLL_MILLIS = 200;

    /** Until it has features and answers from them. */
    void untilReady() throws InterruptedException {
        until(MillraceProcess.SERVING, "features", LIMIT, answer -> true);
    }

    /**
     * Until it answers from a live state that has all that the source had at this position. The beginning of the live
     * state is not enough: where tables were empty when they were first read, all of their rows come after it.
     *
     * @param lsn end of the source's log
     */
    void untilLive(long lsn) throws InterruptedException {
        until(
                MillraceProcess.STREAMING,
                "live state",
                LIVE_LIMIT,
                answer -> answer.body().has("live")
                        && new Probe(stack.endpoint(MillraceProcess.STREAMING))
                                .status(LiveStatus.class)
                                .flatMap(LiveStatus::position)
                                .filter(position -> Long.compareUnsigned(position.lsn(), lsn) >= 0)
                                .isPresent());
    }

    private void until(MillraceProcess source, String wanted, Duration limit, Predicate<Probe.Answer> isThere)
            throws InterruptedException {
        var api = new Probe(stack.apiUrl());
        long deadline = System.nanoTime() + limit.toNanos();
        while (api.get("/health/ready").filter(Probe.Answer::ok).filter(isThere).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new PipelineException(
                        FailureKind.NOT_READY,
                        "The API has no %s after %d s; './millrace status' and './millrace logs %s' say more"
                                .formatted(
                                        wanted, LIMIT.toSeconds(), source.name().toLowerCase(Locale.ROOT)));
            }
            stack.requireRunning(source);
            Thread.sleep(POLL_MILLIS);
        }
    }
}
