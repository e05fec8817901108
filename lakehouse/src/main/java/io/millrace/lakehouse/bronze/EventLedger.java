package io.millrace.lakehouse.bronze;

import java.util.HashMap;
import java.util.Map;

/**
 * Up to which sequence number the change log holds events of each type; thread-safe. The events of one micro-batch share
 * a number, and each batch has a higher one than those before.
 */
public final class EventLedger {
    private final Map<String, Long> latest = new HashMap<>();
    private long last;

    /** The number of the next micro-batch: the time, unless the clock has gone back. */
    synchronized long next(long micros) {
        last = Math.max(last + 1, micros);
        return last;
    }

    /** Events with this number are in the log, under this name of {@link EventTopic#logName}. */
    synchronized void arrived(String logName, long sequence) {
        latest.merge(logName, sequence, Math::max);
        last = Math.max(last, sequence);
    }

    /** The highest number of events of a type in the log; 0 where there are none. */
    public synchronized long upTo(String type) {
        return latest.getOrDefault(EventTopic.logName(type), 0L);
    }
}
