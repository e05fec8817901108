package io.millrace.testkit;

import io.millrace.testkit.process.RunningProcess;
import java.util.Optional;

/** A service of this machine that the pipeline needs, reachable from this machine only. */
public interface BackingService extends AutoCloseable {
    /**
     * Returns when it answers; does nothing when it runs already, no matter which JVM started it.
     *
     * @throws StartException when it cannot be started or does not answer in time; it does not run then
     */
    void start();

    /** Its process with everything that is the same for each service. */
    ServiceProcess service();

    /** What people call it. */
    default String name() {
        return service().name();
    }

    /** Always 127.0.0.1. */
    default String host() {
        return "127.0.0.1";
    }

    /** The port it listens on, whether it runs or not. */
    default int port() {
        return service().port();
    }

    /** Host and port with a colon between. */
    default String address() {
        return host() + ":" + port();
    }

    /** Its process; empty when it does not run. */
    default Optional<RunningProcess> process() {
        return service().find();
    }

    /** Whether it answers now. */
    default boolean answers() {
        return service().answers();
    }

    /** Ends it in good order; what it holds stays. */
    default void stop() {
        service().stop();
    }

    /** Ends it as a crash would; what it confirmed stays. */
    default void kill() {
        process().ifPresent(RunningProcess::kill);
    }

    /** As {@link #stop}. */
    @Override
    default void close() {
        stop();
    }
}
