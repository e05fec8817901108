package io.millrace.trino.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.process.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a server whether it takes queries. */
final class ServerProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper json = Json.mapper();
    private final URI info;

    ServerProbe(URI server) {
        this.info = server.resolve("/v1/info");
    }

    boolean answers() throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(info).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200
                    && !json.readTree(answer.body()).path("starting").asBoolean(true);
        } catch (IOException e) {
            // Nobody listens yet, or what listens does not speak yet: both are a no.
            return false;
        }
    }
}
