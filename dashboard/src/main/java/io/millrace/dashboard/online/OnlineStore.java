package io.millrace.dashboard.online;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the dashboard asks the online store for. A list is one round trip; a failure is of kind ONLINE_STORE. */
public interface OnlineStore extends AutoCloseable {
    /** A step through all keys. */
    record Step(List<String> keys, String cursor) {
        /** Where a walk begins and ends. */
        public static final String END = "0";

        public Step {
            keys = List.copyOf(keys);
        }
    }

    /** What stands under each key, in their order. */
    List<Optional<String>> texts(List<String> keys);

    /** How many fields each hash has, in their order. */
    List<Long> sizes(List<String> hashes);

    /** All fields of each hash, by its key. */
    Map<String, Map<String, String>> hashes(List<String> keys);

    /** The members of a sorted set with the highest scores, the highest first. */
    List<String> highest(String sortedSet, int most);

    /** Keys of a pattern, found from a cursor on; the store looks at about so many. */
    Step keys(String pattern, String cursor, int about);

    /** Writes where nothing stands, for as long as another key lives. */
    void writeOnce(String key, String value, String livesWith);

    /** What stands under a key. */
    default Optional<String> text(String key) {
        return texts(List.of(key)).get(0);
    }

    @Override
    void close();
}
