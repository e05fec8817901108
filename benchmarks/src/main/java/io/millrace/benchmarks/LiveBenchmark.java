package io.millrace.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.demo.RefreshRun;
import io.millrace.local.stack.MillraceProcess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How long a commit takes to change what the API answers: a purchase that the buyer's list no longer holds, and an item
 * without stock that no list holds any more, while others buy at a fixed rate. Source, product, load and the one client
 * that asks share the cores of this machine.
 */
@Command(
        name = "live",
        description = "Commit to a changed recommendation, and out of stock to gone, while others buy.",
        mixinStandardHelpOptions = true)
final class LiveBenchmark implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final Duration LOST = Duration.ofSeconds(30);
    private static final long BETWEEN_PROBES_MILLIS = 250;
    private static final long BETWEEN_QUESTIONS_MILLIS = 5;
    private static final int LIST = 10;

    @Mixin
    private RunFlags flags = new RunFlags();

    @Option(names = "--rate", description = "purchases per second of others (default: ${DEFAULT-VALUE})")
    private int rate = 200;

    @Option(names = "--users", description = "(default: ${DEFAULT-VALUE})")
    private int users = 100_000;

    @Option(names = "--items", description = "(default: ${DEFAULT-VALUE})")
    private int items = 50_000;

    @Option(names = "--orders", description = "of two lines each, before the first probe (default: ${DEFAULT-VALUE})")
    private int orders = 500_000;

    @Option(names = "--minutes", description = "how long is probed (default: ${DEFAULT-VALUE})")
    private int minutes = 5;

    /** What one kind of probe measured, in nanoseconds. */
    private final List<Long> bought = Collections.synchronizedList(new ArrayList<>());

    private final List<Long> soldOut = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> answers = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Integer call() throws SQLException, InterruptedException {
        flags.report()
                .head(
                        "Live: commit to another answer",
                        "%,d purchases/s for %d minutes in a shop of %,d users, %,d items and %,d orders, seed %d"
                                .formatted(rate, minutes, users, items, orders, flags.seed()));
        var rows = new ShopRows(users, items, orders);
        try (var bench = BenchStack.openShop("live", flags.portBase())) {
            flags.report().step("filling the shop");
            for (String sql : rows.fill()) {
                bench.sql(sql);
            }
            bench.start(MillraceProcess.LAKEHOUSE, MillraceProcess.CDC, MillraceProcess.SERVING);
            long loaded = bench.position();
            flags.report().step("the first load");
            bench.await("The first load", PATIENCE, () -> bench.inSilver(loaded));
            flags.report().step("features and model");
            bench.start(MillraceProcess.ORCHESTRATION);
            flags.report().step(RefreshRun.of(bench.stack()).run(line -> {}));
            flags.report().step("the live state");
            bench.start(MillraceProcess.STREAMING);
            bench.await("The live state", PATIENCE, () -> bench.ask(MillraceProcess.SERVING, "/health/ready")
                    .filter(ready -> ready.has("live"))
                    .isPresent());
            probe(bench, rows);
        }
        return 0;
    }

    private void probe(BenchStack bench, ShopRows rows) throws SQLException, InterruptedException {
        var memory = new MemorySamples();
        long deadline = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        try (var load = SteadyLoad.start(bench, rate, flags.seed(), rows.purchases());
                Connection connection = bench.connect()) {
            var random = new Random(flags.seed());
            PreparedStatement order = ShopRows.order(connection);
            PreparedStatement stock = connection.prepareStatement("UPDATE products SET stock = ? WHERE product_id = ?");
            while (System.nanoTime() < deadline && !load.isOver()) {
                int user = ShopRows.PROBED * (1 + random.nextInt(users / ShopRows.PROBED - 1));
                List<Integer> list = list(bench, user);
                if (list.size() > 1) {
                    long buys = System.nanoTime();
                    ShopRows.buy(order, user, list.get(0));
                    bought.add(untilGone(bench, user, list.get(0), buys));
                    int wanted = list(bench, user).get(0);
                    stock.setInt(1, 0);
                    stock.setInt(2, wanted);
                    long sellsOut = System.nanoTime();
                    stock.executeUpdate();
                    soldOut.add(untilGone(bench, user, wanted, sellsOut));
                    stock.setInt(1, 1000);
                    stock.executeUpdate();
                }
                memory.take(bench.stack());
                Thread.sleep(BETWEEN_PROBES_MILLIS);
            }
            flags.report().figure("purchases per second", "%,.0f written by others".formatted(load.rate()));
        }
        flags.report().figure("one answer", Percentiles.of(answers).toString());
        goal("purchase to other list", Percentiles.of(bought));
        goal("out of stock to gone", Percentiles.of(soldOut));
        memory.report(flags.report());
    }

    private void goal(String name, Percentiles times) {
        flags.report()
                .figure(
                        name,
                        "%s   (goal p95 500 ms, p99 1,000 ms: %s)"
                                .formatted(times, times.p95() < 500 && times.p99() < 1_000 ? "met" : "not met"));
    }

    private List<Integer> list(BenchStack bench, int user) {
        long begin = System.nanoTime();
        JsonNode answer = bench.ask(
                        MillraceProcess.SERVING, "/v1/users/%d/recommendations?limit=%d".formatted(user, LIST))
                .orElseThrow(() -> new IllegalStateException("The API does not answer for user " + user));
        answers.add(System.nanoTime() - begin);
        List<Integer> list = new ArrayList<>();
        answer.path("items").forEach(item -> list.add(item.path("item").asInt()));
        return list;
    }

    /** Until the first answer without the item has come, since the statement began: its commit is within that time. */
    private long untilGone(BenchStack bench, int user, int item, long begin) throws InterruptedException {
        while (list(bench, user).contains(item)) {
            if (System.nanoTime() - begin > LOST.toNanos()) {
                throw new IllegalStateException(
                        "User %d is still recommended item %d %d s after the commit; see the logs in %s"
                                .formatted(
                                        user,
                                        item,
                                        LOST.toSeconds(),
                                        bench.stack().logs()));
            }
            Thread.sleep(BETWEEN_QUESTIONS_MILLIS);
        }
        return System.nanoTime() - begin;
    }
}
