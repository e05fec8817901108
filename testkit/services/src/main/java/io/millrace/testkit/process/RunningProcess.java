package io.millrace.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One process of the operating system, started by this JVM or by an earlier one. */
public final class RunningProcess {
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 20;

    private final ProcessIdentity identity;
    private final Process child;

    private RunningProcess(ProcessIdentity identity, Process child) {
        this.identity = identity;
        this.child = child;
    }

    static RunningProcess child(Process child) {
        // One that has ended already has no birth to read; an empty one equals none.
        ProcessIdentity identity =
                ProcessIdentity.of(child.pid()).orElseGet(() -> new ProcessIdentity(child.pid(), ""));
        return new RunningProcess(identity, child);
    }

    static RunningProcess found(ProcessIdentity identity) {
        return new RunningProcess(identity, null);
    }

    /** Its number. */
    public long pid() {
        return identity.pid();
    }

    ProcessIdentity identity() {
        return identity;
    }

    /** Whether it still runs; false for another process that has got its number since. */
    public boolean isAlive() {
        return child == null ? identity.isAlive() : child.isAlive() && identity.isAlive();
    }

    /** Its exit status: empty while it runs, and always when an earlier JVM started it. */
    public OptionalInt exitStatus() {
        // It may have ended a moment before the JVM has learnt its status.
        return child == null || isAlive()
                ? OptionalInt.empty()
                : OptionalInt.of(child.onExit().join().exitValue());
    }

    /** Bytes of memory that it and its children hold; empty when it has ended. */
    public OptionalLong memory() {
        return isAlive() ? ProcessMemory.bytes(pid()) : OptionalLong.empty();
    }

    /** Sends a signal; does nothing when the process has ended. */
    public void signal(Signal signal) {
        if (!isAlive()) {
            return;
        }
        try {
            // The shell's own kill: java.lang.Process knows two of the signals only.
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (kill.waitFor() != 0 && isAlive()) {
                throw new IllegalStateException(
                        "Process %d refuses %s from this user; end it as the user that started it"
                                .formatted(pid(), signal));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send %s to process %d".formatted(signal, pid()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it has ended, at most so long; says whether it has. */
    public boolean awaitExit(Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        while (isAlive()) {
            if (Instant.now().isAfter(deadline) || !Pause.millis(POLL_MILLIS)) {
                return !isAlive();
            }
        }
        return true;
    }

    /** Asks it to end, and kills it when it has not within the grace; says whether it ended by itself. */
    public boolean stop(Duration grace) {
        return stop(Signal.TERM, grace);
    }

    /** As {@link #stop(Duration)}, asking with another signal. */
    public boolean stop(Signal request, Duration grace) {
        signal(request);
        boolean willing = awaitExit(grace);
        if (!willing) {
            kill();
        }
        return willing;
    }

    /** Ends it at once, as a crash would; when this returns it is gone. */
    public void kill() {
        signal(Signal.KILL);
        if (!awaitExit(AFTER_KILL)) {
            throw new IllegalStateException(
                    "Process %d does not end although it was killed; it probably waits for a disk that does not answer"
                            .formatted(pid()));
        }
    }

    @Override
    public String toString() {
        return "process " + pid();
    }
}
