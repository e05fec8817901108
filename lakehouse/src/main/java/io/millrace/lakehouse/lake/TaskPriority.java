package io.millrace.lakehouse.lake;

import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Gives the threads of tasks that can wait a lower priority than those of tasks that others wait for. Where the processor is
 * short, a task of bronze would else get only its part beside each task of a merge.
 */
public final class TaskPriority implements SparkPlugin {
    static final String POOL = "spark.scheduler.pool";
    private static final Map<String, Integer> PRIORITIES = Map.of(
            "bronze",
            Thread.MAX_PRIORITY,
            "silver",
            2,
            "events",
            2,
            "history",
            Thread.MIN_PRIORITY,
            "audit",
            Thread.MIN_PRIORITY);

    /** The priority of threads that work for a part of the lakehouse. */
    static int of(String pool) {
        return pool == null ? Thread.NORM_PRIORITY : PRIORITIES.getOrDefault(pool, Thread.NORM_PRIORITY);
    }

    /** {@inheritDoc} There is nothing to do where plans are made. */
    @Override
    public DriverPlugin driverPlugin() {
        return null;
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void init(PluginContext context, Map<String, String> configuration) {}

            @Override
            public void onTaskStart() {
                Thread.currentThread().setPriority(of(TaskContext.get().getLocalProperty(POOL)));
            }
        };
    }
}
