package io.millrace.serving.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One thing that is held in memory, the version it is of, and the version that last failed to load. */
final class Slot<T> {
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);

    private Optional<T> held = Optional.empty();
    private String version = "";
    private String failed = "";
    private Instant notBefore = Instant.MIN;

    Optional<T> held() {
        return held;
    }

    boolean holds(String wanted) {
        return held.isPresent() && version.equals(wanted);
    }

    /** Whether to load this version now: it is not held, and did not fail a moment ago. */
    boolean wants(String wanted, Instant now) {
        return !holds(wanted) && !(failed.equals(wanted) && now.isBefore(notBefore));
    }

    void hold(String loadedVersion, T loaded) {
        held = Optional.of(loaded);
        version = loadedVersion;
        failed = "";
    }

    /** Holds nothing from now on. */
    void release() {
        held = Optional.empty();
        version = "";
    }

    void fail(String failedVersion, Instant now) {
        failed = failedVersion;
        notBefore = now.plus(PAUSE_AFTER_FAILURE);
    }
}
