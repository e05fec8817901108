package io.millrace.gateway.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.Json;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models that recommendations can come from: those that serving has named since this process began, the newest few. */
public final class ServedModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServedModels.class);
    private static final String PATH = "/v1/models/current";
    private static final String MODEL = "model";
    private static final int MOST = 20;
    private static final int OK = 200;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(6);

    private final URI serving;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final List<String> models = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    // What is thrown completes the end.
    private final Thread thread = new Thread(() -> end.completeAsync(this::run, Runnable::run), "served-models");
    private boolean silent;

    public ServedModels(URI serving) {
        this.serving = serving;
        thread.setDaemon(true);
    }

    /** Begins to ask. */
    public void start() {
        thread.start();
    }

    /** Whether serving has named this model. */
    public boolean contain(String model) {
        return models.contains(model);
    }

    /** Completes when it is closed, exceptionally if it ends by itself. */
    public CompletableFuture<Void> end() {
        return end;
    }

    private Void run() {
        try {
            do {
                ask();
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("the questions for the current model end");
        }
        return null;
    }

    private void ask() throws InterruptedException {
        try {
            named().ifPresent(this::add);
            silent = false;
        } catch (IOException e) {
            if (!silent) {
                LOG.info(
                        "serving does not say which model is current, so clicks on others count as 'other': {} at {}",
                        e,
                        serving);
            }
            silent = true;
        }
    }

    /** Nothing before the first model is served. */
    private Optional<String> named() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(serving.resolve(PATH)).timeout(PATIENCE).build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != OK) {
            return Optional.empty();
        }
        JsonNode body = Json.mapper().readTree(answer.body());
        return Optional.of(body.path(MODEL).asText()).filter(model -> !model.isEmpty());
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
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
