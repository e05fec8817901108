package io.millrace.local;

import io.millrace.local.stack.AttachedProgram;

/** A program beside a test, until it is closed. */
final class BackgroundProgram implements AutoCloseable {
    private final Thread thread;

    private BackgroundProgram(Thread thread) {
        this.thread = thread;
    }

    /** Starts it, and does not wait for anything. */
    static BackgroundProgram start(String name, AttachedProgram program) {
        var thread = new Thread(
                () -> {
                    try {
                        program.run(line -> {});
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.start();
        return new BackgroundProgram(thread);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
