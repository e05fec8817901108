package io.millrace.trino;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How Trino is run and asked.
 *
 * @param httpPort Trino's own port
 * @param url where Trino answers
 * @param dataDir holds the server and what it writes
 * @param javaHome the JDK for the server; nothing to look for one
 * @param maven the command that fetches the server
 * @param heapMegabytes memory for the server's heap
 * @param serviceUser who may register tables; nothing to make one up
 * @param registerEvery time between two looks at the lake
 * @param endpointHost the interface of this process' endpoint
 * @param endpointPort the port of this process' endpoint
 */
public record TrinoConfig(
        int httpPort,
        URI url,
        Path dataDir,
        Optional<Path> javaHome,
        String maven,
        int heapMegabytes,
        Optional<String> serviceUser,
        Duration registerEvery,
        String endpointHost,
        int endpointPort) {
    private static final int LEAST_HEAP_MEGABYTES = 512;
    private static final int LAST_PORT = 65_535;
    private static final String USER_NAME = "[A-Za-z0-9_.-]+";

    public TrinoConfig {
        require(httpPort > 0 && httpPort <= LAST_PORT, "trino.http.port must be from 1 to 65535, but is %s", httpPort);
        require(
                heapMegabytes >= LEAST_HEAP_MEGABYTES,
                "trino.heap-megabytes must be at least 512, which Trino needs to start, but is %s",
                heapMegabytes);
        require(
                registerEvery.compareTo(Duration.ZERO) > 0,
                "trino.registration.every must be longer than zero, but is %s",
                registerEvery);
        require(
                serviceUser.map(name -> name.matches(USER_NAME)).orElse(true),
                "trino.service-user may have letters, digits, dots, dashes and underscores%s",
                "");
        require(
                url.getHost() != null && "http".equals(url.getScheme()) || "https".equals(url.getScheme()),
                "trino.url must look like http://host:8614, but is '%s'",
                url);
    }

    private static void require(boolean holds, String message, Object value) {
        if (!holds) {
            throw new PipelineException(FailureKind.CONFIGURATION, message.formatted(value));
        }
    }

    /** The settings under {@code trino}. */
    public static TrinoConfig from(Settings settings) {
        int port = settings.number("trino.http.port");
        return new TrinoConfig(
                port,
                settings.optionalText("trino.url")
                        .map(URI::create)
                        .orElseGet(() -> URI.create("http://127.0.0.1:" + port)),
                Path.of(settings.text("trino.data-dir")).toAbsolutePath().normalize(),
                settings.optionalText("trino.java-home").map(Path::of),
                settings.text("trino.maven"),
                settings.number("trino.heap-megabytes"),
                settings.optionalText("trino.service-user"),
                settings.duration("trino.registration.every"),
                settings.text("http.host"),
                settings.number("trino.registration.http.port"));
    }

    // The name of the service user is a secret.
    @Override
    public String toString() {
        return "TrinoConfig[" + url + ", " + dataDir + "]";
    }
}
