package io.millrace.local.demo;

import io.millrace.local.stack.Stack;
import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Remembers the most memory that all processes of a stack held at one moment. */
final class MemoryWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1000;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "memory-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong peak = new AtomicLong();

    MemoryWatch(Stack stack) {
        timer.scheduleAtFixedRate(() -> look(stack), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(Stack stack) {
        try {
            peak.accumulateAndGet(stack.memory(), Math::max);
        } catch (UncheckedIOException e) {
            // A pid file that is being written just now; it must not make this the last look, and the next is a second
            // away.
        }
    }

    long peakBytes() {
        return peak.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
