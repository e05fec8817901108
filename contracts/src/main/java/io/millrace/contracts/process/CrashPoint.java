package io.millrace.contracts.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A place in the code at which a process can be made to end as {@code kill -9} ends it, so that what a crash there leaves
 * behind is seen and not guessed. The variable {@value #VARIABLE} names one point, or {@code point:n} for its n-th pass;
 * without it a point does nothing.
 */
public enum CrashPoint {
    /** Changes are read and not yet sent. */
    CDC_BEFORE_SEND("cdc"),
    /** Changes are sent, and the broker has confirmed none of them that anybody knows of. */
    CDC_AFTER_SEND("cdc"),
    /** The broker has confirmed all changes of a batch; nothing says so yet. */
    CDC_AFTER_CONFIRM("cdc"),
    /** The batch is marked as processed; its offset is not stored yet. */
    CDC_AFTER_MARK("cdc"),
    /** The offset is stored; the slot does not know of it, and keeps the log from before. */
    CDC_AFTER_OFFSET("cdc"),
    /** The slot was told, so that the database may remove its log up to there. */
    CDC_AFTER_SLOT("cdc"),
    /** Progress was told to the readers. */
    CDC_AFTER_PROGRESS("cdc"),
    /** The rows of a range of a reload are on the broker; nothing says so yet. */
    CDC_BEFORE_RANGE("cdc"),
    /** A range of a reload is remembered as read; its reload may lack only its end. */
    CDC_AFTER_RANGE("cdc"),
    /** The end of a reload was told to the readers, and the reload still counts as under way. */
    CDC_AFTER_RELOAD("cdc"),
    /** A micro-batch is read and not yet in the change log. */
    LAKEHOUSE_BEFORE_BRONZE("lakehouse"),
    /** A micro-batch is in the change log, with its offsets; nobody else knows. */
    LAKEHOUSE_AFTER_BRONZE("lakehouse"),
    /** Changes are folded and not yet in a silver table. */
    LAKEHOUSE_BEFORE_MERGE("lakehouse"),
    /** A silver table is at its new position, others of the round may not be. */
    LAKEHOUSE_AFTER_MERGE("lakehouse"),
    /** All tables of a round are at its position; the cut does not say so yet. */
    LAKEHOUSE_BEFORE_PUBLISH("lakehouse"),
    /** The cut is published; the changes that it covers are still counted as open. */
    LAKEHOUSE_AFTER_PUBLISH("lakehouse"),
    /** A table is about to be compacted. */
    LAKEHOUSE_BEFORE_OPTIMIZE("lakehouse"),
    /** A table is compacted; whoever asked for that does not know. */
    LAKEHOUSE_AFTER_OPTIMIZE("lakehouse");

    /** The environment variable that chooses a point. */
    public static final String VARIABLE = "MILLRACE_CRASH_AT";

    private static final Choice CHOICE = Choice.parse(System.getenv(VARIABLE));

    private final String process;
    private final AtomicInteger passes = new AtomicInteger();

    CrashPoint(String process) {
        this.process = process;
    }

    /** Name of the process that passes it. */
    public String process() {
        return process;
    }

    /** The value of the variable that ends the process at its n-th pass of this point. */
    public String atPass(int number) {
        return name() + ":" + number;
    }

    /** Ends the process here if that is what the variable says. */
    public void pass() {
        if (CHOICE != null && CHOICE.point() == this && passes.incrementAndGet() == CHOICE.number()) {
            die();
        }
    }

    private static void die() {
        try {
            new ProcessBuilder(
                            "kill",
                            "-KILL",
                            Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            // The signal is on its way; nothing of this thread's work may happen before it arrives.
            new CountDownLatch(1).await();
        } catch (IOException e) {
            throw new UncheckedIOException("The process cannot be ended at a crash point", e);
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(FailureKind.INTERNAL.exitCode());
        }
    }

    private record Choice(CrashPoint point, int number) {
        static Choice parse(String text) {
            if (text == null || text.isEmpty()) {
                return null;
            }
            String[] parts = text.split(":", 2);
            return new Choice(valueOf(parts[0]), parts.length == 1 ? 1 : Integer.parseInt(parts[1]));
        }
    }
}
