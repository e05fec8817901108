package io.millrace.testkit.fault;

import java.time.Duration;

/** The fault that reigns now, and the delay. */
final class Weather {
    private Fault fault = Fault.NONE;
    private Duration delay = Duration.ZERO;

    synchronized void become(Fault next) {
        fault = next;
        notifyAll();
    }

    synchronized void delay(Duration next) {
        delay = next;
    }

    synchronized Fault fault() {
        return fault;
    }

    /** Waits out the delay and any frost, then says what is to happen to the bytes that waited. */
    Fault pass() throws InterruptedException {
        long millis = currentDelay().toMillis();
        if (millis > 0) {
            Thread.sleep(millis);
        }
        synchronized (this) {
            while (fault == Fault.FREEZE) {
                wait();
            }
            return fault;
        }
    }

    private synchronized Duration currentDelay() {
        return delay;
    }
}
