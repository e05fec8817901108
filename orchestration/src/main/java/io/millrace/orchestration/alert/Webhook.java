package io.millrace.orchestration.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts {@code {"text": ...}} to an address, as Slack and those like it accept. */
public final class Webhook implements AlertChannel {
    private static final int FIRST_ERROR = 300;
    /** Bad request, too large, not understood: said of the message, and not of the address or the moment. */
    private static final Set<Integer> OF_THE_MESSAGE = Set.of(400, 413, 422);

    private final HttpClient client;
    private final URI address;
    private final Duration limit;
    private final ObjectMapper json = Json.mapper();

    /** @throws PipelineException of kind CONFIGURATION if the address is none of HTTP */
    public Webhook(HttpClient client, Secret address, Duration limit) {
        this.client = client;
        this.address = checked(address.reveal());
        this.limit = limit;
    }

    /** The address itself is the secret, so neither message nor cause shows it. */
    private static URI checked(String address) {
        var refused = new PipelineException(
                FailureKind.CONFIGURATION,
                "orchestration.webhook.url must be an address that begins with https:// or http:// and names a host, of letters, digits, '-' and '.'");
        if (!address.matches("https?://[^\\s\"<>\\\\^`{|}]+")) {
            throw refused;
        }
        try {
            URI uri = URI.create(address);
            if (uri.getHost() == null) {
                throw refused;
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw refused;
        }
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void send(Alert alert) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        json.writeValueAsBytes(Map.of("text", alert.subject() + "\n" + alert.text()))))
                .build();
        CompletableFuture<HttpResponse<String>> answering =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            // The limit of the request ends with the head of its answer.
            HttpResponse<String> answer = answering.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() >= FIRST_ERROR) {
                String said = "It answered %d: %s".formatted(answer.statusCode(), answer.body());
                throw OF_THE_MESSAGE.contains(answer.statusCode()) ? new RefusedMessage(said) : new IOException(said);
            }
        } catch (TimeoutException e) {
            throw new IOException("It did not answer within " + limit, e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } finally {
            answering.cancel(true);
        }
    }
}
