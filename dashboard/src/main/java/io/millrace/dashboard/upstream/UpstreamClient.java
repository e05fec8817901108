package io.millrace.dashboard.upstream;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks another process, and never fails: that it does not answer is an answer, too. */
public final class UpstreamClient {
    private final Duration patience;
    private final HttpClient http;

    public UpstreamClient(Duration patience) {
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
    }

    /** Asks for a path, which is sent as it is. */
    public CompletableFuture<Heard> get(URI base, String path) {
        return sent(base, HttpRequest.newBuilder(at(base, path)).GET());
    }

    /** Posts nothing to a path. */
    public CompletableFuture<Heard> post(URI base, String path) {
        return sent(base, HttpRequest.newBuilder(at(base, path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** Posts JSON to a path. */
    public CompletableFuture<Heard> post(URI base, String path, String json) {
        return sent(
                base,
                HttpRequest.newBuilder(at(base, path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static URI at(URI base, String path) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
    }

    private CompletableFuture<Heard> sent(URI base, HttpRequest.Builder request) {
        return http.sendAsync(request.timeout(patience).build(), BodyHandlers.ofByteArray())
                // The request's own limit ends with the headers; a body that stands still is silence as well.
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, failure) -> failure == null
                        ? Heard.answer(answer.statusCode(), answer.headers().firstValue("Content-Type"), answer.body())
                        : Heard.silent(reason(base, failure)));
    }

    private String reason(URI base, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
            return "no answer from %s within %d ms".formatted(base, patience.toMillis());
        }
        if (cause instanceof ConnectException) {
            return "nothing listens at " + base;
        }
        return "no answer from %s: %s".formatted(base, cause);
    }
}
