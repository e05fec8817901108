package io.millrace.gateway;

import io.millrace.testkit.FreePorts;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.Lifetime;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.NamedProcess;
import io.millrace.testkit.process.Readiness;
import io.millrace.testkit.process.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/** The gateway as the process that users run, so that it can be killed. */
final class GatewayProcess implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(180);

    private static final String PIPELINE =
            """
            name: shop
            source: {url: 'jdbc:postgresql://localhost/shop', user: u, partitions: 2, tables: {public.users: {}}}
            recommend:
              users: {table: public.users, id: id}
              items: {table: public.users, id: id}
              interactions: {buy: {table: public.users, user: id, item: id, at: id}}
            events:
              seen: {fields: {user: {type: integer, required: true}}, key: user, topic: seen, keep: latest}
            """;

    private final Path folder = TestStack.newFolder("gateway");
    private final NamedProcess process = new NamedProcess("gateway", folder, folder);
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = FreePorts.next();
    private final String bootstrap;
    private RunningProcess running;

    GatewayProcess(String bootstrap) {
        this.bootstrap = bootstrap;
        try {
            Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when it takes events. */
    void start() {
        JavaProgram program = JavaProgram.of(MillraceHome.find().module("gateway"), GatewayMain.class.getName())
                .withHeap("128m")
                .withJvmFlags("-XX:TieredStopAtLevel=1");
        Map<String, String> environment = Map.of(
                "MILLRACE_PIPELINE",
                folder.resolve("pipeline.yaml").toString(),
                "MILLRACE_KAFKA_BOOTSTRAP",
                bootstrap,
                "MILLRACE_GATEWAY_HTTP_PORT",
                String.valueOf(port),
                "MILLRACE_GATEWAY_PATIENCE",
                "4s");
        running = process.start(
                program.command(folder).withEnvironment(environment), Lifetime.WITH_THIS_JVM, Readiness.atOnce());
        Awaitility.await().atMost(DEADLINE).ignoreExceptions().untilAsserted(() -> assertThat(
                        send("GET", "/health/ready", "").statusCode())
                .isEqualTo(200));
    }

    HttpResponse<String> feedback(String body) {
        try {
            return send("POST", "/v1/feedback", body.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json")
                        .timeout(DEADLINE)
                        .build(),
                BodyHandlers.ofString());
    }

    void kill() {
        running.kill();
        process.stop();
    }

    @Override
    public void close() {
        process.stop();
    }
}
