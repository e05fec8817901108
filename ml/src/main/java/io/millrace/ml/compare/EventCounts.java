package io.millrace.ml.compare;

import io.millrace.ml.files.EventLog;
import java.util.Arrays;

/** How many events each user has; rows of one event count once. */
final class EventCounts {
    private EventCounts() {}

    static int[] of(EventLog log) {
        long[] pairs = new long[log.size()];
        for (int row = 0; row < pairs.length; row++) {
            pairs[row] = (long) log.user(row) << Integer.SIZE | log.event(row) & 0xffffffffL;
        }
        Arrays.sort(pairs);
        int[] counts = new int[log.users().size()];
        for (int index = 0; index < pairs.length; index++) {
            if (index == 0 || pairs[index] != pairs[index - 1]) {
                counts[(int) (pairs[index] >>> Integer.SIZE)]++;
            }
        }
        return counts;
    }
}
