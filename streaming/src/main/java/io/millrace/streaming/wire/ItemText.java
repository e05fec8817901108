package io.millrace.streaming.wire;

import java.util.Map;
import java.util.TreeMap;

/** What an item's row says of it, for those who show it. */
public record ItemText(String title, boolean available, Map<String, String> attributes) {
    public ItemText {
        attributes = new TreeMap<>(attributes);
    }
}
