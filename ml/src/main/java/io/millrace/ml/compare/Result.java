package io.millrace.ml.compare;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a model did.
 *
 * @param metrics higher is better
 * @param fitSeconds how long it took to fit, and then to rank for all users
 */
public record Result(
        String model,
        Map<String, Object> parameters,
        Map<String, Double> metrics,
        double fitSeconds,
        double rankSeconds) {
    private static final double MILLIS = 1000;

    public Result {
        parameters = new LinkedHashMap<>(parameters);
        metrics = new TreeMap<>(metrics);
    }

    /** Fits the model and judges it. */
    public static Result of(ModelChoice choice, Task task) {
        long start = System.nanoTime();
        Recommender recommender = choice.fit(task.train(), task.profiles());
        long fitted = System.nanoTime();
        Map<String, Double> metrics = Ranking.judge(recommender, task);
        return new Result(
                choice.model(),
                choice.parameters(),
                metrics,
                seconds(fitted - start),
                seconds(System.nanoTime() - fitted));
    }

    private static double seconds(long nanos) {
        return Duration.ofNanos(nanos).toMillis() / MILLIS;
    }
}
