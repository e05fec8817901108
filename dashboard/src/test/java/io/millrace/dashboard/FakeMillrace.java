package io.millrace.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LastAudit;
import io.millrace.contracts.lake.TableAudit.Outcome;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.status.CaptureStatus;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.contracts.status.LiveStatus;
import io.millrace.dashboard.upstream.Upstreams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The other processes, as far as the dashboard asks them: each answers below a path of its own what it is told to. */
public final class FakeMillrace implements AutoCloseable {
    private static final Position POSITION = new Position(1, 0x16B3748);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> acknowledged = new ConcurrentHashMap<>();
    private volatile boolean keeps = true;
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private record Reply(int status, String type, byte[] body) {}

    /** A pipeline in which all is well. */
    public FakeMillrace() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        healthy(1_000);
        reply("/orchestration/v1/models", 200, Map.of("models", List.of(), "looking", false));
        replyText(
                "/gateway/metrics",
                """
                jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 5.0E7
                jvm_memory_max_bytes{area="heap",id="Tenured Gen"} 1.0E8
                """);
    }

    /** Lets every process be well, with so many orders in the lake. */
    public void healthy(long orders) {
        Instant now = Instant.now();
        Position position = told(orders);
        reply(
                "/cdc/status",
                200,
                new CaptureStatus(
                        CaptureStatus.Phase.STREAMING,
                        Optional.of(position),
                        Optional.of(now),
                        Optional.of(position),
                        24L << 20,
                        Map.of(TableId.parse("public.orders"), orders)));
        reply("/lakehouse/status", 200, lake(orders, position, now, Optional.empty(), audit(Outcome.EQUAL, 0)));
        reply(
                "/streaming/status",
                200,
                new LiveStatus(
                        "g1",
                        "RUNNING",
                        4,
                        4,
                        Optional.of(position),
                        Optional.of(now),
                        0,
                        5_000,
                        1_200,
                        Map.of(),
                        Optional.empty()));
        reply(
                "/gateway/status",
                200,
                Map.of(
                        "pipeline",
                        "shop",
                        "topics",
                        Map.of("click", "shop.events.click"),
                        "callers",
                        List.of("web"),
                        "requests",
                        3,
                        "bytes",
                        4_096));
        reply("/serving/health/ready", 200, Map.of("ready", true, "stale", false, "model", "als-20261126-1200"));
        jobs("succeeded", "");
    }

    /** Lets acknowledgements not be kept any more, or again. */
    public void keepsAcknowledgements(boolean does) {
        keeps = does;
    }

    /** Lets the orders be stale. */
    public void stale(String reason) {
        reply(
                "/lakehouse/status",
                200,
                lake(1_000, POSITION, Instant.now(), Optional.of(reason), audit(Outcome.EQUAL, 0)));
    }

    /** Lets the silver table of orders lack so many bytes of what capture has told, and so many records be put aside. */
    public void behind(long bytes, long quarantined) {
        Instant now = Instant.now();
        reply(
                "/lakehouse/status",
                200,
                new LakeStatus(Map.of(
                        TableId.parse("public.orders"),
                        new LakeStatus.Table(
                                "shop.orders",
                                Optional.of(told(1_000)),
                                Optional.of(now),
                                Optional.of(told(1_000 - bytes)),
                                Optional.of(now.minusSeconds(4)),
                                17,
                                1_000,
                                quarantined,
                                Optional.empty(),
                                audit(Outcome.EQUAL, 0)))));
    }

    private static Position told(long bytes) {
        return new Position(1, 0x16B3748 + bytes);
    }

    /** Lets a path below a process not answer until what is given is run. */
    public Runnable holds(String path) {
        var released = new CountDownLatch(1);
        held.put(path, released);
        return released::countDown;
    }

    /** Lets the last audit have come out so; empty where there was none. */
    public void audited(Optional<LastAudit> audit) {
        reply("/lakehouse/status", 200, lake(1_000, POSITION, Instant.now(), Optional.empty(), audit));
    }

    /** An audit of an hour ago. */
    public static Optional<LastAudit> audit(Outcome outcome, long differing) {
        return Optional.of(new LastAudit(Instant.now().minusSeconds(3_600), outcome, Optional.of(POSITION), differing));
    }

    private static LakeStatus lake(
            long orders, Position position, Instant now, Optional<String> stale, Optional<LastAudit> audit) {
        Map<TableId, LakeStatus.Table> tables = new TreeMap<>();
        Map.of("orders", orders, "order_items", orders * 2, "products", 1_200L, "users", 5_000L)
                .forEach((name, rows) -> tables.put(
                        TableId.parse("public." + name),
                        new LakeStatus.Table(
                                "shop." + name,
                                Optional.of(position),
                                Optional.of(now),
                                Optional.of(position),
                                Optional.of(now.minusSeconds(4)),
                                17,
                                rows,
                                0,
                                name.equals("orders") ? stale : Optional.empty(),
                                audit)));
        return new LakeStatus(tables);
    }

    /** Lets the last refresh have ended so. */
    public void jobs(String result, String message) {
        Instant ended = Instant.now().minusSeconds(600);
        Map<String, Object> run = Map.of(
                "id",
                7,
                "job",
                "refresh",
                "cause",
                "cron",
                "result",
                result,
                "message",
                message,
                "requestedAt",
                ended.minusSeconds(72),
                "startedAt",
                ended.minusSeconds(72),
                "endedAt",
                ended,
                "steps",
                List.of("never shown"));
        reply(
                "/orchestration/v1/jobs",
                200,
                List.of(
                        Map.of(
                                "name",
                                "refresh",
                                "steps",
                                List.of("refresh"),
                                "next",
                                Instant.now().plusSeconds(1_800),
                                "last",
                                run),
                        Map.of("name", "audit", "steps", List.of("audit"))));
        reply("/orchestration/v1/runs", 200, List.of(run));
    }

    /** Lets a path below a process answer this as JSON. */
    public void reply(String path, int status, Object value) {
        reply(path, status, "application/json", value);
    }

    /** Lets a path below a process answer this. */
    public void reply(String path, int status, String type, Object value) {
        try {
            replies.put(path, new Reply(status, type, Json.mapper().writeValueAsBytes(value)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets a path below a process answer this text. */
    public void replyText(String path, String text) {
        replies.put(path, new Reply(200, "text/plain", text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What was asked so far: methods and paths with queries. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public Upstreams upstreams() {
        return new Upstreams(
                at("cdc"), at("gateway"), at("lakehouse"), at("streaming"), at("serving"), at("orchestration"));
    }

    private URI at(String process) {
        return URI.create("http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), process));
    }

    /** Keeps acknowledgements as the scheduler does: the first of each alert counts. */
    private Reply acknowledgements(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("GET")) {
            return new Reply(200, "application/json", Json.mapper().writeValueAsBytes(acknowledged.values()));
        }
        JsonNode entry = Json.mapper().readTree(body);
        JsonNode earlier = acknowledged.putIfAbsent(entry.path("alert").asText(), entry);
        return new Reply(200, "application/json", Json.mapper().writeValueAsBytes(earlier == null ? entry : earlier));
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        if (exchange.getRequestURI().getRawPath().equals("/orchestration/v1/acknowledgements") && keeps) {
            write(exchange, acknowledgements(exchange));
            return;
        }
        awaitRelease(exchange.getRequestURI().getRawPath());
        Reply reply = replies.get(exchange.getRequestURI().getRawPath());
        if (reply == null) {
            reply = new Reply(
                    404, "application/json", "{\"message\":\"no such path\"}".getBytes(StandardCharsets.UTF_8));
        }
        write(exchange, reply);
    }

    private void awaitRelease(String path) throws IOException {
        CountDownLatch released = held.get(path);
        try {
            if (released != null) {
                released.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("It ends before this is answered", e);
        }
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        exchange.sendResponseHeaders(reply.status(), reply.body().length);
        exchange.getResponseBody().write(reply.body());
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
