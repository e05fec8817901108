package io.millrace.gateway.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.Json;
import io.millrace.gateway.watch.Watch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that recommendations can come from: those that serving has named since this process began, the newest few.
 * Whatever becomes of serving, the questions go on.
 */
public final class ServedModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServedModels.class);
    private static final String PATH = "/v1/models/current";
    private static final String MODEL = "model";
    private static final int MOST = 20;
    private static final int OK = 200;
    private static final int NO_MODEL_YET = 503;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI serving;
    private final Duration pause;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final List<String> models = new CopyOnWriteArrayList<>();
    private final Watch watch = new Watch("served-models", this::ask);
    private boolean silent;

    public ServedModels(URI serving) {
        this(serving, PAUSE);
    }

    /** The same with another time between two questions. */
    ServedModels(URI serving, Duration pause) {
        this.serving = serving;
        this.pause = pause;
    }

    /** Begins to ask. */
    public void start() {
        watch.start();
    }

    /** Whether serving has named this model. */
    public boolean contain(String model) {
        return models.contains(model);
    }

    /** Completes when it is closed, exceptionally if it ends by itself. */
    public CompletableFuture<Void> end() {
        return watch.end();
    }

    Duration ask() throws InterruptedException {
        try {
            named().ifPresent(this::add);
            silent = false;
        } catch (IOException | IllegalArgumentException e) {
            // The client finds some addresses unusable only when it connects, such as one with a port of 70000.
            if (!silent) {
                LOG.warn(
                        "serving does not say which model is current, so clicks on others count as 'other': {} at {}",
                        e,
                        serving);
            }
            silent = true;
        }
        return pause;
    }

    /** Nothing before the first model is served. */
    private Optional<String> named() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(serving.resolve(PATH)).timeout(PATIENCE).build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        return switch (answer.statusCode()) {
            case OK -> {
                JsonNode body = Json.mapper().readTree(answer.body());
                yield Optional.of(body.path(MODEL).asText()).filter(model -> !model.isEmpty());
            }
            case NO_MODEL_YET -> Optional.empty();
            default -> throw new IOException("the status is " + answer.statusCode());
        };
    }

    private void add(String model) {
        if (!models.contains(model)) {
            models.add(model);
            if (models.size() > MOST) {
                models.remove(0);
            }
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
