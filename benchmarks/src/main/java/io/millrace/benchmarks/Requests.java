package io.millrace.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/**
 * Sends GET requests to one process, on connections that stay open.
 *
 * @param uris of the first request, of the second, and so on
 */
record Requests(LongFunction<URI> uris) {
    private static final int OK = 200;
    private static final int MOST_UNDER_WAY = 4_000;

    /**
     * What became of one.
     *
     * @param late how many nanoseconds after its time it was sent
     * @param nanos from its time to the answer
     * @param retryAfter whether the answer says when to come back
     */
    record Answer(long late, long nanos, int status, boolean retryAfter) {
        static Answer of(HttpResponse<String> response, long due, long sent) {
            return new Answer(
                    sent - due,
                    System.nanoTime() - due,
                    response.statusCode(),
                    response.headers().firstValue("Retry-After").isPresent());
        }

        boolean isOk() {
            return status == OK;
        }
    }

    /** The times of those that were answered as they should be, since they were due. */
    static List<Long> nanos(List<Answer> answers) {
        return answers.stream().filter(Answer::isOk).map(Answer::nanos).toList();
    }

    /** The same since they were sent: what the server, not the lack of a core for the client, made of them. */
    static List<Long> nanosSinceSent(List<Answer> answers) {
        return answers.stream()
                .filter(Answer::isOk)
                .map(answer -> answer.nanos() - answer.late())
                .toList();
    }

    /** What so many clients are answered in this time, each of which asks as soon as it has its answer before. */
    List<Answer> byClients(int clients, Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        var next = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<Future<List<Answer>>> asked = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            asked.add(threads.submit(() -> ask(next, deadline)));
        }
        threads.shutdown();
        List<Answer> answers = new ArrayList<>();
        for (Future<List<Answer>> client : asked) {
            try {
                answers.addAll(client.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("A client failed", e.getCause());
            }
        }
        return answers;
    }

    private List<Answer> ask(AtomicLong next, long deadline) throws IOException, InterruptedException {
        HttpClient client = client();
        List<Answer> answers = new ArrayList<>();
        while (System.nanoTime() < deadline) {
            long begin = System.nanoTime();
            HttpResponse<String> response = client.send(request(next.getAndIncrement()), BodyHandlers.ofString());
            Answer answer = Answer.of(response, begin, begin);
            if (!answer.isOk()) {
                throw new IllegalStateException("%d: %s".formatted(answer.status(), response.body()));
            }
            answers.add(answer);
        }
        return answers;
    }

    /**
     * What is answered to a plan that does not wait for slow answers, until the end. All requests are answered then.
     *
     * @param perSecond how many are sent
     */
    List<Answer> onPlan(double perSecond, BooleanSupplier end) throws InterruptedException {
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        var room = new Semaphore(MOST_UNDER_WAY);
        HttpClient client = client();
        long begin = System.nanoTime();
        for (long count = 0; !end.getAsBoolean() && failures.isEmpty(); count++) {
            long due = begin + (long) (count * 1e9 / perSecond);
            long ahead = due - System.nanoTime();
            if (ahead > 0) {
                Thread.sleep(ahead / 1_000_000, (int) (ahead % 1_000_000));
            }
            room.acquire();
            long sent = System.nanoTime();
            client.sendAsync(request(count), BodyHandlers.ofString()).whenComplete((response, failure) -> {
                if (failure == null) {
                    answers.add(Answer.of(response, due, sent));
                } else {
                    failures.add(failure);
                }
                room.release();
            });
        }
        room.acquire(MOST_UNDER_WAY);
        if (!failures.isEmpty()) {
            throw new IllegalStateException("A request failed", failures.peek());
        }
        return List.copyOf(answers);
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private HttpRequest request(long count) {
        return HttpRequest.newBuilder(uris.apply(count)).build();
    }
}
