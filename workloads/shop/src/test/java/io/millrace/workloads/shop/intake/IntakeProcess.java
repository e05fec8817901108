package io.millrace.workloads.shop.intake;

import io.millrace.testkit.FreePorts;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.Lifetime;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.NamedProcess;
import io.millrace.testkit.process.Readiness;
import io.millrace.testkit.process.RunningProcess;
import io.millrace.workloads.shop.database.ShopDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/** The intake as the process that users run, so that it can be killed; with topics of its own. */
final class IntakeProcess implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(180);
    static final Duration SILENCE = Duration.ofSeconds(8);

    private final Path folder = TestStack.newFolder("intake");
    private final NamedProcess process = new NamedProcess("shop-intake", folder, folder);
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = FreePorts.next();
    private final Map<String, String> environment = new HashMap<>();
    private RunningProcess running;

    IntakeProcess(String bootstrap, ShopDatabase database) {
        environment.put("MILLRACE_KAFKA_BOOTSTRAP", bootstrap);
        environment.put("MILLRACE_SHOP_URL", database.jdbcUrl());
        environment.put("MILLRACE_SHOP_USER", database.user());
        environment.put("MILLRACE_SHOP_PASSWORD", database.password().reveal());
        environment.put("MILLRACE_SHOP_INTAKE_HTTP_PORT", String.valueOf(port));
        environment.put("MILLRACE_SHOP_INTAKE_PATIENCE", "4s");
        environment.put("MILLRACE_SHOP_INTAKE_TOPICS_ORDERS", "order_created_" + port);
        environment.put("MILLRACE_SHOP_INTAKE_TOPICS_PRODUCTS", "product_events_" + port);
        environment.put("MILLRACE_SHOP_INTAKE_GROUP", group());
        environment.put("MILLRACE_SHOP_INTAKE_SILENCE", SILENCE.toSeconds() + "s");
    }

    /** The group of consumers in which it writes. */
    String group() {
        return "intake_" + port;
    }

    /** Returns when it takes orders. */
    void start() {
        JavaProgram program = JavaProgram.of(MillraceHome.find().module("workloads/shop"), IntakeMain.class.getName())
                .withHeap("128m")
                .shortLived();
        running = process.start(
                program.command(folder).withEnvironment(environment), Lifetime.WITH_THIS_JVM, Readiness.atOnce());
        Awaitility.await().atMost(DEADLINE).ignoreExceptions().untilAsserted(() -> assertThat(
                        send("GET", "/health/ready", "").statusCode())
                .isEqualTo(200));
    }

    HttpResponse<String> send(String method, String path, String body) {
        return sendLater(method, path, body).join();
    }

    /** Sends JSON that is written with single quotes. */
    CompletableFuture<HttpResponse<String>> sendLater(String method, String path, String body) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body.replace('\'', '"')))
                        .header("Content-Type", "application/json")
                        .timeout(DEADLINE)
                        .build(),
                BodyHandlers.ofString());
    }

    /** Orders so many of a product; the id is the user's and the quantity's. */
    HttpResponse<String> order(int user, int product, int quantity) {
        return send(
                "POST",
                "/v1/orders",
                "{'id':'%1$d-%2$d-%3$d','user_id':%1$d,'items':[{'product_id':%2$d,'quantity':%3$d}]}"
                        .formatted(user, product, quantity));
    }

    /** The value of a metric, by its name and labels. */
    double metric(String name) {
        return send("GET", "/metrics", "")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
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
