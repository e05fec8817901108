package io.millrace.testkit.fault;

import java.time.Duration;
import java.util.regex.Pattern;

/** The fault that reigns now, and the delay. */
final class Weather {
    private Fault fault = Fault.NONE;
    private Duration delay = Duration.ZERO;
    private Pattern doomed;
    private int answersToLose;
    private int answersLost;
    private int refusals;

    synchronized void become(Fault next) {
        fault = next;
        refusals = 0;
        notifyAll();
    }

    synchronized void delay(Duration next) {
        delay = next;
    }

    /** The answers to so many requests that begin like this get lost. */
    synchronized void loseAnswers(Pattern requests, int times) {
        doomed = requests;
        answersToLose = times;
        answersLost = 0;
    }

    /** Whether the answer to this request is to be lost; each time counts. */
    synchronized boolean dooms(String request) {
        boolean hit = answersLost < answersToLose && doomed.matcher(request).lookingAt();
        if (hit) {
            answersLost++;
        }
        return hit;
    }

    synchronized int answersLost() {
        return answersLost;
    }

    synchronized void refused() {
        refusals++;
    }

    synchronized int refusals() {
        return refusals;
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
