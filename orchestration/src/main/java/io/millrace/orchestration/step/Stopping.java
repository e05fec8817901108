package io.millrace.orchestration.step;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Ends a process and what it started: asks first, kills after the grace. */
public final class Stopping {
    private Stopping() {}

    /** Returns when the process is gone. */
    public static void stop(ProcessHandle process, Duration grace) {
        ProcessHandle[] family =
                Stream.concat(process.descendants(), Stream.of(process)).toArray(ProcessHandle[]::new);
        process.destroy();
        awaited(process, grace);
        for (ProcessHandle member : family) {
            member.destroyForcibly();
        }
        awaited(process, grace);
    }

    private static void awaited(ProcessHandle process, Duration time) {
        CompletableFuture<ProcessHandle> exit = process.onExit();
        try {
            exit.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            exit.cancel(false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Waiting for a process cannot fail", e);
        }
    }
}
