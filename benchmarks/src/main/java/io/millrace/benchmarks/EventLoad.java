package io.millrace.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Requests with events at a fixed rate, until it is closed; one that is not accepted fails {@link #close}. */
final class EventLoad implements AutoCloseable {
    private static final int ACCEPTED = 202;

    private final URI uri;
    private final byte[][] bodies;
    private final long pause;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<Exception> problem = new AtomicReference<>();
    private final Thread thread = new Thread(this::send, "events");
    private final long begin = System.nanoTime();
    private final AtomicLong sent = new AtomicLong();

    /** Begins to send these, over and over. */
    EventLoad(String gateway, byte[][] bodies, int perSecond) {
        this.uri = URI.create(gateway + "/v1/events");
        this.bodies = bodies;
        this.pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
        thread.setDaemon(true);
        thread.start();
    }

    /** Requests per second so far. */
    double rate() {
        return sent.get() * 1e9 / (System.nanoTime() - begin);
    }

    private void send() {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            while (!stopped.get()) {
                TimeUnit.NANOSECONDS.sleep(begin + sent.get() * pause - System.nanoTime());
                HttpRequest request = HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(bodies[(int) (sent.get() % bodies.length)]))
                        .build();
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                if (answer.statusCode() != ACCEPTED) {
                    throw new IOException("The gateway answered %d: %s".formatted(answer.statusCode(), answer.body()));
                }
                sent.incrementAndGet();
            }
        } catch (IOException | InterruptedException e) {
            problem.set(e);
        }
    }

    @Override
    public void close() {
        stopped.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (problem.get() != null) {
            throw new IllegalStateException("The load broke off", problem.get());
        }
    }
}
