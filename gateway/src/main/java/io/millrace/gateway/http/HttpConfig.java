package io.millrace.gateway.http;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;

/**
 * How the server listens and how much it takes on; the keys are described in {@code reference.conf}.
 *
 * @param port 0 takes any free one
 * @param maxBatch events of one request
 */
public record HttpConfig(
        String host,
        int port,
        int maxBodyBytes,
        int maxBatch,
        BodyPace bodyPace,
        int inFlightRequests,
        long inFlightBytes,
        int connections,
        Duration idleTimeout,
        WebOrigins origins) {
    private static final int PORTS = 65_536;

    public HttpConfig {
        require(port >= 0 && port < PORTS, "gateway.http.port must be from 0 to 65535, but is " + port);
        require(maxBodyBytes > 0, "gateway.http.max-body-bytes must be at least 1, but is " + maxBodyBytes);
        require(maxBatch > 0, "gateway.max-batch must be at least 1, but is " + maxBatch);
        require(inFlightRequests > 0, "gateway.http.in-flight-requests must be at least 1, but is " + inFlightRequests);
        require(
                inFlightBytes >= 2L * maxBodyBytes,
                "gateway.http.in-flight-bytes must be at least twice gateway.http.max-body-bytes, which is %d, but is %d"
                        .formatted(maxBodyBytes, inFlightBytes));
        require(connections > 0, "gateway.http.connections must be at least 1, but is " + connections);
        require(idleTimeout.toMillis() > 0, "gateway.http.idle-timeout must be longer than zero");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new PipelineException(FailureKind.CONFIGURATION, otherwise);
        }
    }
}
