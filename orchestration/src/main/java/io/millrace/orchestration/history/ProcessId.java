package io.millrace.orchestration.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same number.
 *
 * @param pid its number
 * @param startedAt when the system started it
 */
public record ProcessId(long pid, Instant startedAt) {
    /** The system computes start times from its clock, which may have been set meanwhile. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

    /** The identity of a running process. */
    public static ProcessId of(ProcessHandle process) {
        return new ProcessId(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** The process itself, if it still runs. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
    }

    private boolean isSame(ProcessHandle process) {
        Instant start = process.info().startInstant().orElse(Instant.EPOCH);
        return Duration.between(startedAt, start).abs().compareTo(CLOCK_STEP) < 0;
    }
}
