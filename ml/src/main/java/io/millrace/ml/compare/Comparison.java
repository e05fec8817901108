package io.millrace.ml.compare;

import io.millrace.ml.files.Reading;
import java.util.List;
import java.util.Map;

/**
 * All that is to be said of models compared on the same data.
 *
 * @param files what was read
 * @param trained users, items, pairs and rows of training
 * @param judged users of the test who were judged
 * @param passedOver users who were not, by why
 * @param trials of the search, if there was one, judged by a part of training
 * @param models judged by the test
 */
public record Comparison(
        List<Reading> files,
        Size trained,
        Protocol protocol,
        int judged,
        Map<String, Long> passedOver,
        List<Result> trials,
        List<Result> models) {

    /** How large training is. */
    public record Size(int rows, int users, int items, int pairs) {
        /** The size of what a task is fitted on. */
        public static Size of(Division division, Task task) {
            int users = 0;
            for (int user = 0; user < task.train().rowCount(); user++) {
                users += task.train().rowSize(user) > 0 ? 1 : 0;
            }
            return new Size(
                    division.train().size(), users, task.items(), task.train().size());
        }
    }
}
