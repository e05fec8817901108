package io.millrace.gateway.intake;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a metric from growing without bounds: the first values keep their names, and the rest share one. */
final class BoundedLabel {
    static final String NONE = "none";
    static final String OTHER = "other";
    private static final int LONGEST = 64;

    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    BoundedLabel(int most) {
        this.most = most;
    }

    /** The label of a value that anybody may have sent. */
    String of(String value) {
        if (value.isEmpty()) {
            return NONE;
        }
        if (known.contains(value)) {
            return value;
        }
        synchronized (known) {
            if (known.size() >= most || value.length() > LONGEST) {
                return OTHER;
            }
            known.add(value);
            return value;
        }
    }
}
