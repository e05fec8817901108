package io.millrace.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/**
 * People who look at the shop's lists, one after the other, until they are closed. They keep every answer that is neither a
 * list nor a reason to come back later.
 */
final class Visitors implements AutoCloseable {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<Integer> LATER = List.of(409, 503);

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<URI> pages;
    private final AtomicLong rounds = new AtomicLong();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> visits;
    private volatile boolean closed;

    private Visitors(List<URI> pages) {
        this.pages = pages;
        this.visits = CompletableFuture.runAsync(this::visit, task -> new Thread(task, "visitors").start());
    }

    /**
     * They look at the lists of this user, at what is popular, and at a list that has all that was written by now.
     *
     * @param api such as {@code http://127.0.0.1:8600}
     * @param written a position of the source
     */
    static Visitors of(String api, String user, String written) {
        String list = "/v1/users/%s/recommendations".formatted(user);
        return new Visitors(List.of(
                URI.create(api + list),
                URI.create(api + "/v1/items/popular"),
                URI.create(api + list + "?min_lsn=" + written)));
    }

    private void visit() {
        while (!closed) {
            pages.forEach(this::look);
            rounds.incrementAndGet();
        }
    }

    private void look(URI page) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(page).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            boolean isLater = LATER.contains(answer.statusCode())
                    && answer.headers().firstValue("Retry-After").isPresent();
            if (answer.statusCode() != 200 && !isLater) {
                wrong.add("%s: %d %s".formatted(page, answer.statusCode(), answer.body()));
            }
        } catch (IOException e) {
            wrong.add("%s: %s".formatted(page, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Waits until all pages have been looked at again, from now on. */
    void awaitAnswers() {
        // The round that is under way began before.
        long seen = rounds.get() + 2;
        Awaitility.await().atMost(SOON).until(() -> rounds.get() >= seen || visits.isDone());
    }

    /** What was answered that should not have been; they look no more. */
    List<String> wrong() {
        close();
        return wrong;
    }

    @Override
    public void close() {
        closed = true;
        visits.join();
    }
}
