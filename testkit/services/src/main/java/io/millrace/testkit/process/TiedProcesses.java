package io.millrace.testkit.process;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Ends with this JVM what was started to live no longer than it. */
final class TiedProcesses {
    private static final Queue<RunningProcess> STARTED = new ConcurrentLinkedQueue<>();

    static {
        // Where the kernel cannot tie a child to its parent, an orderly end of the JVM still ends it.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> STARTED.forEach(process -> process.signal(Signal.KILL)), "tied"));
    }

    private TiedProcesses() {}

    static void add(RunningProcess process) {
        STARTED.removeIf(earlier -> !earlier.isAlive());
        STARTED.add(process);
    }
}
