package io.millrace.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How long an event, and a commit, takes until the dashboard answers with it, while others send events and write changes at
 * a fixed rate. Each probe is one more in a measure that nobody else touches; the dashboard is asked for it as its page asks.
 */
@Command(
        name = "visible",
        description = "Event and commit to the dashboard, while others send events and write changes at a rate.",
        mixinStandardHelpOptions = true)
final class VisibleBenchmark implements Callable<Integer> {
    private static final double GOAL_MILLIS = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final Duration LOST = Duration.ofSeconds(30);
    private static final long BETWEEN_PROBES_MILLIS = 200;
    private static final long BETWEEN_QUESTIONS_MILLIS = 10;
    private static final int BODIES = 200;
    private static final int BATCHES_PER_SECOND = 10;
    /** An order and its line. */
    private static final int CHANGES = 2;

    private static final String PROBE = "probe";
    private static final String MEASURES =
            """
            measures:
              watched: {event: play, aggregate: sum, value: seconds, windows: [minute, hour, day]}
              probed_events: {event: play, aggregate: count, windows: [all], only: {title: [probe]}}
              probed_orders: {table: public.orders, at: created_at, aggregate: count, windows: [all], only: {status: [refunded]}}
            """;
    private static final String PROBED_ORDER =
            "INSERT INTO orders (user_id, total_amount, status, created_at) VALUES (1, 1, 'refunded', now())";

    @Mixin
    private RunFlags flags = new RunFlags();

    @Option(
            names = "--rate",
            description = "events, and then changes, per second of others (default: ${DEFAULT-VALUE})")
    private int rate = 1_000;

    @Option(names = "--users", description = "(default: ${DEFAULT-VALUE})")
    private int users = 100_000;

    @Option(names = "--items", description = "(default: ${DEFAULT-VALUE})")
    private int items = 10_000;

    @Option(names = "--orders", description = "of two lines each, before the first probe (default: ${DEFAULT-VALUE})")
    private int orders = 100_000;

    @Option(names = "--seconds", description = "how long each of the two is probed (default: ${DEFAULT-VALUE})")
    private int seconds = 120;

    @Override
    public Integer call() throws SQLException, InterruptedException {
        flags.report()
                .head(
                        "Visible: event and commit to the dashboard",
                        "%,d events/s, then %,d changes/s, for %d s each, in a shop of %,d users, %,d items and %,d orders, seed %d"
                                .formatted(rate, rate, seconds, users, items, orders, flags.seed()));
        var rows = new ShopRows(users, items, orders);
        try (var bench = BenchStack.openShop(
                "visible", flags.portBase(), file -> file.replace("measures:\n", MEASURES) + PlayEvents.SECTION)) {
            flags.report().step("filling the shop");
            for (String sql : rows.fill()) {
                bench.sql(sql);
            }
            bench.start(
                    MillraceProcess.CDC, MillraceProcess.STREAMING, MillraceProcess.GATEWAY, MillraceProcess.DASHBOARD);
            long filled = bench.position();
            flags.report().step("the live state");
            bench.await("The live state", PATIENCE, () -> bench.isLive(filled));
            events(bench);
            commits(bench, rows);
        }
        return 0;
    }

    /** Does something that the measure of the probes counts. */
    private interface Deed {
        void run() throws SQLException;
    }

    private void events(BenchStack bench) throws SQLException, InterruptedException {
        var gateway = new Probe(bench.stack().endpoint(MillraceProcess.GATEWAY));
        int batch = Math.max(1, rate / BATCHES_PER_SECOND);
        byte[][] bodies = new PlayEvents(flags.seed()).bodies(BODIES, batch);
        flags.report().step("events");
        Map<String, Object> play = Map.of("type", PlayEvents.TYPE, "data", Map.of("viewer", "1", "title", PROBE));
        try (var load = new EventLoad(gateway.base(), bodies, BATCHES_PER_SECOND)) {
            probe(bench, "event to dashboard", "probed_events", () -> gateway.post("/v1/events", play)
                    .filter(Probe.Answer::ok)
                    .orElseThrow(() -> new IllegalStateException("The gateway does not take a probe")));
            flags.report().figure("events per second", "%,.0f sent by others".formatted(load.rate() * batch));
        }
    }

    private void commits(BenchStack bench, ShopRows rows) throws SQLException, InterruptedException {
        flags.report().step("changes");
        try (var load = SteadyLoad.start(bench, Math.max(1, rate / CHANGES), flags.seed(), rows.purchases());
                Connection connection = bench.connect();
                Statement order = connection.createStatement()) {
            probe(bench, "commit to dashboard", "probed_orders", () -> order.execute(PROBED_ORDER));
            flags.report().figure("changes per second", "%,.0f written by others".formatted(load.rate() * CHANGES));
        }
    }

    private void probe(BenchStack bench, String name, String measure, Deed deed)
            throws SQLException, InterruptedException {
        List<Long> times = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long known = count(bench, measure);
        while (System.nanoTime() < deadline) {
            long begin = System.nanoTime();
            deed.run();
            known++;
            while (count(bench, measure) < known) {
                if (System.nanoTime() - begin > LOST.toNanos()) {
                    throw new IllegalStateException("A probe was not seen within %d s; see the logs in %s"
                            .formatted(LOST.toSeconds(), bench.stack().logs()));
                }
                Thread.sleep(BETWEEN_QUESTIONS_MILLIS);
            }
            times.add(System.nanoTime() - begin);
            Thread.sleep(BETWEEN_PROBES_MILLIS);
        }
        Percentiles all = Percentiles.of(times);
        flags.report()
                .figure(
                        name,
                        "%s   (goal p95 1,000 ms: %s)".formatted(all, all.p95() < GOAL_MILLIS ? "met" : "not met"));
    }

    private static long count(BenchStack bench, String measure) {
        JsonNode answer = bench.ask(MillraceProcess.DASHBOARD, "/v1/stats/%s?window=all".formatted(measure))
                .orElseThrow(() -> new IllegalStateException("The dashboard does not answer"));
        return answer.path("groups").path(0).path("count").asLong();
    }
}
