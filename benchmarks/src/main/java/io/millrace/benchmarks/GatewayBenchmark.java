package io.millrace.benchmarks;

import io.millrace.local.stack.MillraceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How many events per second the gateway takes over HTTP, each acknowledged by Kafka, against a bare producer that has the
 * same records ready. Clients, gateway and broker share the cores of this machine.
 */
@Command(
        name = "gateway",
        description = "Events per second over HTTP that Kafka acknowledged, against a bare producer.",
        mixinStandardHelpOptions = true)
final class GatewayBenchmark implements Callable<Integer> {
    private static final double GOAL = 0.5;
    private static final int BODIES = 500;
    private static final int RECORDS = 100_000;
    private static final int TIMES = 50;
    private static final int ACCEPTED = 202;

    @Mixin
    private RunFlags flags = new RunFlags();

    @Option(names = "--batch", description = "events of a request (default: ${DEFAULT-VALUE})")
    private int batch = 100;

    @Option(names = "--clients", description = "that send one request after the other (default: ${DEFAULT-VALUE})")
    private int clients = 8;

    @Option(
            names = "--seconds",
            description = "that are measured, after as many that are not (default: ${DEFAULT-VALUE})")
    private int seconds = 30;

    @Override
    public Integer call() throws SQLException, InterruptedException {
        flags.report()
                .head(
                        "Gateway: events over HTTP until Kafka has acknowledged them",
                        "%,d clients with requests of %,d events of four fields for %d s, seed %d"
                                .formatted(clients, batch, seconds, flags.seed()));
        var events = new PlayEvents(flags.seed());
        byte[][] bodies = events.bodies(BODIES, batch);
        try (var bench =
                BenchStack.open("gateway", flags.portBase(), Tables.of(1, 1).with(PlayEvents.SECTION))) {
            bench.start(MillraceProcess.GATEWAY);
            bench.stack().awaitBegun(MillraceProcess.GATEWAY);
            URI uri = URI.create(bench.stack().endpoint(MillraceProcess.GATEWAY) + "/v1/events");
            flags.report().step("warming up");
            send(uri, bodies);
            long begin = System.nanoTime();
            List<Long> requests = send(uri, bodies);
            double rate = requests.size() * (double) batch * 1e9 / (System.nanoTime() - begin);
            bench.stop(MillraceProcess.GATEWAY);
            flags.report().step("the bare producer");
            double limit = new BareProducer(bench.stack().services().kafka().bootstrapServers())
                    .rate(events.kept(RECORDS), TIMES);
            flags.report().figure("a bare producer", "%,.0f/s".formatted(limit));
            flags.report().ratio("events over HTTP", rate, limit, GOAL);
            flags.report().figure("one request", Percentiles.of(requests).toString());
        }
        return 0;
    }

    /** The times of all requests, in nanoseconds. */
    private List<Long> send(URI uri, byte[][] bodies) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<Future<List<Long>>> sent = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            int first = client * bodies.length / clients;
            sent.add(threads.submit(() -> send(uri, bodies, first, deadline)));
        }
        threads.shutdown();
        List<Long> nanos = new ArrayList<>();
        for (Future<List<Long>> client : sent) {
            try {
                nanos.addAll(client.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("A client failed", e.getCause());
            }
        }
        return nanos;
    }

    private static List<Long> send(URI uri, byte[][] bodies, int first, long deadline)
            throws IOException, InterruptedException {
        List<Long> nanos = new ArrayList<>();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int next = first; System.nanoTime() < deadline; next++) {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(bodies[next % bodies.length]))
                    .build();
            long begin = System.nanoTime();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != ACCEPTED) {
                throw new IllegalStateException(
                        "The gateway answered %d: %s".formatted(answer.statusCode(), answer.body()));
            }
            nanos.add(System.nanoTime() - begin);
        }
        return nanos;
    }
}
