package io.millrace.serving.http;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;

/**
 * How the server listens and how much it takes on.
 *
 * @param port 0 takes any free one
 * @param concurrent requests that are worked on at the same time
 * @param queue requests that may wait for their turn
 * @param patience how long one may wait
 * @param connections open at the same time
 * @param idleTimeout after which a silent connection is closed, or one on which the head of a request does not end, and a
 *     body that is not complete is refused
 */
public record HttpConfig(
        String host, int port, int concurrent, int queue, Duration patience, int connections, Duration idleTimeout) {
    private static final int PORTS = 65_536;

    public HttpConfig {
        require(port >= 0 && port < PORTS, "serving.http.port must be from 0 to 65535, but is " + port);
        require(concurrent > 0, "serving.http.concurrent must be at least 1, but is " + concurrent);
        require(queue >= 0, "serving.http.queue must not be negative, but is " + queue);
        require(patience.toMillis() > 0, "serving.http.patience must be longer than zero, but is " + patience);
        require(connections > 0, "serving.http.connections must be at least 1, but is " + connections);
        require(
                idleTimeout.toMillis() > 0,
                "serving.http.idle-timeout must be longer than zero, but is " + idleTimeout);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new PipelineException(FailureKind.CONFIGURATION, otherwise);
        }
    }
}
