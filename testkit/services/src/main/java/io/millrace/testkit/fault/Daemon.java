package io.millrace.testkit.fault;

/** Threads that never keep a JVM alive. */
final class Daemon {
    private Daemon() {}

    static void run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
