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

/** Posts {@code {"text": ...}} to an address, as Slack and those like it accept. */
public final class Webhook implements AlertChannel {
    private static final int FIRST_ERROR = 300;

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

    private static URI checked(String address) {
        // The address itself is the secret, so neither message nor cause may show it.
        if (!address.matches("https?://[^\\s\"<>\\\\^`{|}]+")) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "orchestration.webhook.url must be an address that begins with https:// or http://");
        }
        return URI.create(address);
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
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= FIRST_ERROR) {
                throw new IOException("It answered %d: %s".formatted(answer.statusCode(), answer.body()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
