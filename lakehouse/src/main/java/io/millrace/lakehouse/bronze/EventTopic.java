package io.millrace.lakehouse.bronze;

import io.millrace.contracts.event.EventType;

/**
 * The topic of an event type as the brokers have it.
 *
 * @param partitions how many it has
 */
public record EventTopic(EventType type, int partitions) {
    private static final String PREFIX = "event_";

    /** What stands in the change log in the place of the source table; no table's name lacks a dot. */
    public static String logName(String type) {
        return PREFIX + type;
    }

    static String prefix() {
        return PREFIX;
    }
}
