package io.millrace.testkit.process;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Ends with this JVM what was started to live no longer than it. */
public final class TiedProcesses {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Queue<RunningProcess> STARTED = new ConcurrentLinkedQueue<>();
    private static final Queue<Runnable> AT_END = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TiedProcesses::end, "tied-processes"));
    }

    private TiedProcesses() {}

    static void add(RunningProcess process) {
        STARTED.removeIf(earlier -> !earlier.isAlive());
        STARTED.add(process);
    }

    /** Runs the task when this JVM ends in order and every process tied to it is gone. */
    public static void atEnd(Runnable task) {
        AT_END.add(task);
    }

    // The kernel ends them as well, but only where it can tie a child to its parent, and only after this.
    private static void end() {
        STARTED.forEach(process -> process.signal(Signal.KILL));
        STARTED.forEach(process -> process.awaitExit(PATIENCE));
        AT_END.forEach(Runnable::run);
    }
}
