package io.millrace.workloads.shop.simulate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Beats at equal distances on average: a late beat is caught up with, unless it is too late to be worth it. */
final class Pace {
    private final long pause;
    private final long tooLate;
    private long next = System.nanoTime();

    Pace(Duration pause, Duration tooLate) {
        this.pause = pause.toNanos();
        this.tooLate = tooLate.toNanos();
    }

    /** Returns at the next beat; an interrupt ends the wait even where there is nothing to wait for. */
    void await() throws InterruptedException {
        long now = System.nanoTime();
        if (next - now < -tooLate) {
            next = now;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        TimeUnit.NANOSECONDS.sleep(next - now);
        next += pause;
    }
}
