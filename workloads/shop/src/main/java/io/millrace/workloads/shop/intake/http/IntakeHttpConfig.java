package io.millrace.workloads.shop.intake.http;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Loopback;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.time.Duration;

/**
 * How the server listens and how much it takes on; the keys are described in {@code reference.conf}.
 *
 * @param port 0 takes any free one
 * @param bodyPatience how long a body may take to arrive
 * @param key what a caller must present; an empty one is none
 */
public record IntakeHttpConfig(
        String host,
        int port,
        int maxBodyBytes,
        int inFlightRequests,
        int connections,
        Duration bodyPatience,
        Duration idleTimeout,
        Secret key) {
    private static final int PORTS = 65_536;
    /** What a broker takes by default, with room for what is added. */
    private static final int LARGEST_BODY = 900_000;

    private static final int SHORTEST_KEY = 16;

    public IntakeHttpConfig {
        require(port >= 0 && port < PORTS, "shop-intake.http.port must be from 0 to 65535, but is " + port);
        require(
                maxBodyBytes > 0 && maxBodyBytes <= LARGEST_BODY,
                "shop-intake.http.max-body-bytes must be from 1 to %d, but is %d"
                        .formatted(LARGEST_BODY, maxBodyBytes));
        require(
                inFlightRequests > 0,
                "shop-intake.http.in-flight-requests must be at least 1, but is " + inFlightRequests);
        require(connections > 0, "shop-intake.http.connections must be at least 1, but is " + connections);
        require(bodyPatience.toMillis() > 0, "shop-intake.http.body-patience must be longer than zero");
        require(idleTimeout.toMillis() > 0, "shop-intake.http.idle-timeout must be longer than zero");
        require(
                key.isEmpty() || key.reveal().length() >= SHORTEST_KEY,
                "shop-intake.key must have at least %d characters".formatted(SHORTEST_KEY));
        require(
                !key.isEmpty() || Loopback.isHost(host),
                "shop-intake.key is empty, but http.host is %s, which others can reach: give a key in MILLRACE_SHOP_INTAKE_KEY"
                        .formatted(host));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new PipelineException(FailureKind.CONFIGURATION, otherwise);
        }
    }
}
