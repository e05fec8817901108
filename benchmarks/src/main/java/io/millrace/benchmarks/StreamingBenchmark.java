package io.millrace.benchmarks;

import io.millrace.benchmarks.CountingConsumer.Count;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.Topics;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Stack;
import io.millrace.testkit.process.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How many changes per second the live state takes through the measures, trends and rules of the shop, and its live
 * interactions, on one core, against a consumer that counts the same records and looks at none. The broker has the other
 * cores. It begins with an empty state, so that everything is built and nothing is ready.
 */
@Command(
        name = "streaming",
        description =
                "Changes per second through the shop's measures and rules on one core, against only counting them.",
        mixinStandardHelpOptions = true)
final class StreamingBenchmark implements Callable<Integer> {
    private static final double GOAL = 0.25;
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final Map<String, String> ONE_CORE =
            Map.of("JAVA_TOOL_OPTIONS", "-XX:ActiveProcessorCount=1", "MILLRACE_STREAMING_THREADS", "1");

    @Mixin
    private RunFlags flags = new RunFlags();

    @Option(names = "--users", description = "(default: ${DEFAULT-VALUE})")
    private int users = 100_000;

    @Option(names = "--items", description = "(default: ${DEFAULT-VALUE})")
    private int items = 10_000;

    @Option(names = "--orders", description = "of two lines each (default: ${DEFAULT-VALUE})")
    private int orders = 500_000;

    @Override
    public Integer call() throws SQLException, InterruptedException {
        flags.report()
                .head(
                        "Streaming: changes through the shop's measures and rules on one core",
                        "%,d users, %,d items, %,d orders of two lines".formatted(users, items, orders));
        try (var bench = BenchStack.openShop("streaming", flags.portBase())) {
            flags.report().step("filling the shop");
            for (String sql : new ShopRows(users, items, orders).fill()) {
                bench.sql(sql);
            }
            bench.start(MillraceProcess.CDC);
            long filled = bench.position();
            flags.report().step("capturing it");
            bench.await("Capture of the shop", PATIENCE, () -> bench.captured(filled));
            flags.report().step("only counting");
            Count limit = new CountingConsumer(bench.stack().services().kafka().bootstrapServers(), topics()).count();
            flags.report().figure("only counting", "%,.0f/s of %,d records".formatted(limit.rate(), limit.records()));
            flags.report().step("the live state");
            measure(bench, filled, limit);
        }
        return 0;
    }

    private static List<String> topics() {
        var topics = new Topics(Stack.SHOP_DATABASE);
        return Stream.of("users", "products", "orders", "order_items")
                .map(TableId::parse)
                .map(topics::changes)
                .toList();
    }

    private void measure(BenchStack bench, long filled, Count limit) throws InterruptedException {
        RunningProcess streaming = bench.stack().launch(MillraceProcess.STREAMING, ONE_CORE);
        pin(streaming);
        bench.stack().awaitLive(MillraceProcess.STREAMING);
        long begin = System.nanoTime();
        long end = bench.await("The live state", PATIENCE, () -> bench.isLive(filled));
        flags.report().ratio("through the figures", limit.records() * 1e9 / (end - begin), limit.rate(), GOAL);
        streaming.memory().ifPresent(bytes -> flags.report().figure("memory", "%,d MB".formatted(bytes >> 20)));
    }

    /** The setting of the virtual machine alone would leave RocksDB's own threads the other cores. */
    private void pin(RunningProcess process) throws InterruptedException {
        try {
            int status = new ProcessBuilder("taskset", "-apc", "0", Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            flags.report().step(status == 0 ? "bound to one core" : "taskset does not bind it to one core");
        } catch (IOException e) {
            throw new UncheckedIOException("This benchmark needs taskset, of util-linux, on the path", e);
        }
    }
}
