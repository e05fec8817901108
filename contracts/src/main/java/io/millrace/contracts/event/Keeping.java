package io.millrace.contracts.event;

import java.time.Duration;
import java.util.Map;

/** How long the topic of an event type keeps its records. */
public sealed interface Keeping {
    /** Time within which every reader of a compacted topic sees every record. */
    Duration UNCOMPACTED = Duration.ofDays(1);

    /** Time within which a repeated id is recognised where the records themselves tell none. */
    Duration USUAL = Duration.ofDays(7);

    /** Every record for this time. */
    record For(Duration time) implements Keeping {
        @Override
        public Map<String, String> topicSettings() {
            return Map.of(
                    "cleanup.policy",
                    "delete",
                    "retention.ms",
                    Long.toString(time.toMillis()),
                    "retention.bytes",
                    "-1");
        }

        @Override
        public Duration memory() {
            return time;
        }
    }

    /** The newest record of each key for ever, and every record for a day. */
    record Latest() implements Keeping {
        @Override
        public Map<String, String> topicSettings() {
            return Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", Long.toString(UNCOMPACTED.toMillis()));
        }

        @Override
        public Duration memory() {
            return USUAL;
        }
    }

    /** The settings of the topic. */
    Map<String, String> topicSettings();

    /** How far back an event with the same id is found to be the same event. */
    Duration memory();
}
