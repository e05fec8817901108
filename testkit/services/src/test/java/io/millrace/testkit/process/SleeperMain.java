package io.millrace.testkit.process;

import java.nio.file.Path;
import java.util.List;

/** Starts a process that sleeps, and sleeps itself; run by a test to be killed. */
final class SleeperMain {
    private SleeperMain() {}

    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[0]);
        new NamedProcess("sleeper", folder, folder)
                .start(
                        ProcessCommand.in(folder, List.of("sleep", "60")),
                        Lifetime.valueOf(args[1]),
                        Readiness.atOnce());
        Thread.currentThread().join();
    }
}
