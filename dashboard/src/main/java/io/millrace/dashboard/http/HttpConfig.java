package io.millrace.dashboard.http;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Loopback;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;

/**
 * How the server listens.
 *
 * @param port 0 takes any free one
 * @param connections open at the same time
 * @param idleTimeout after which a connection that stands still is closed
 */
public record HttpConfig(String host, int port, int connections, Duration idleTimeout) {
    private static final int PORTS = 65_536;

    public HttpConfig {
        require(port >= 0 && port < PORTS, "dashboard.http.port must be from 0 to 65535, but is " + port);
        require(connections > 0, "dashboard.http.connections must be at least 1, but is " + connections);
        require(
                idleTimeout.toMillis() > 0,
                "dashboard.http.idle-timeout must be longer than zero, but is " + idleTimeout);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new PipelineException(FailureKind.CONFIGURATION, otherwise);
        }
    }

    /** Whether only this machine reaches it. */
    public boolean isLoopback() {
        return Loopback.isHost(host);
    }
}
