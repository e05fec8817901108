package io.millrace.local.demo;

import io.millrace.local.stack.Stack;
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
        timer.scheduleAtFixedRate(
                () -> peak.accumulateAndGet(stack.memory(), Math::max), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    long peakBytes() {
        return peak.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
