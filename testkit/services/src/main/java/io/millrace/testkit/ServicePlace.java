package io.millrace.testkit;

import io.millrace.testkit.process.Lifetime;
import java.nio.file.Path;

/**
 * Where a service keeps its state, on which port it listens, and how long it lives.
 *
 * @param folder its state, pid file and secrets; made when it is not there
 * @param logs the folder of its log
 * @param port of 127.0.0.1
 * @param lifetime with {@link Lifetime#UNTIL_STOPPED}, Postgres and Redis also write through to the disk; against a power
 *     cut Kafka and the object store never do
 */
public record ServicePlace(Path folder, Path logs, int port, Lifetime lifetime) {
    private static final int LAST_PORT = 65_535;

    /** Refuses a port that does not exist. */
    public ServicePlace {
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("A port is between 1 and 65535, but this one is " + port);
        }
        folder = folder.toAbsolutePath().normalize();
        logs = logs.toAbsolutePath().normalize();
    }

    /** For a test: a free port, gone with the JVM, fast rather than safe from a power cut. */
    public static ServicePlace temporary(Path folder) {
        return new ServicePlace(folder, folder, FreePorts.next(), Lifetime.WITH_THIS_JVM);
    }

    /** For a product: that port, and it runs until someone stops it. */
    public static ServicePlace lasting(Path folder, int port) {
        return new ServicePlace(folder, folder, port, Lifetime.UNTIL_STOPPED);
    }

    /** The same with its log in another folder. */
    public ServicePlace withLogs(Path other) {
        return new ServicePlace(folder, other, port, lifetime);
    }

    boolean lasting() {
        return lifetime == Lifetime.UNTIL_STOPPED;
    }
}
