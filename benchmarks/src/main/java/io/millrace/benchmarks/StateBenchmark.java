package io.millrace.benchmarks;

import io.millrace.local.stack.MillraceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a day of the shop leaves in the live state: bytes on its disk and in Redis, of which minutes, hours, rows of rules and
 * alerts go when they are too old, and what users are tied to stays.
 */
@Command(
        name = "state",
        description = "Bytes of the live state on disk and in Redis after a day of the shop.",
        mixinStandardHelpOptions = true)
final class StateBenchmark implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(120);
    private static final double MEGABYTE = 1024.0 * 1024;

    @Mixin
    private RunFlags flags = new RunFlags();

    @Option(names = "--users", description = "who order once on that day (default: ${DEFAULT-VALUE})")
    private int users = 1_000_000;

    @Option(names = "--items", description = "(default: ${DEFAULT-VALUE})")
    private int items = 50_000;

    @Override
    public Integer call() throws SQLException, InterruptedException {
        flags.report()
                .head(
                        "State: what a day leaves in the live state",
                        "%,d users with one order of two lines each within a day, %,d items".formatted(users, items));
        try (var bench = BenchStack.openShop("state", flags.portBase())) {
            flags.report().step("filling the shop");
            for (String sql : new ShopRows(users, items, users).fillDay()) {
                bench.sql(sql);
            }
            var redis = new RedisMemory(bench.stack().services().redis().uri());
            long empty = redis.bytes();
            bench.start(MillraceProcess.CDC, MillraceProcess.STREAMING);
            long filled = bench.position();
            flags.report().step("the live state");
            bench.await("The live state", PATIENCE, () -> bench.isLive(filled));
            report("Redis", redis.bytes() - empty);
            // What is still in the memory of a process that runs is on the disk of one that has ended.
            bench.stop(MillraceProcess.STREAMING);
            report("RocksDB on disk", bytes(bench.stack().folder().resolve("streaming")));
        }
        return 0;
    }

    private void report(String name, long bytes) {
        flags.report()
                .figure(
                        name,
                        "%,.0f MB, %,.0f bytes for each user".formatted(bytes / MEGABYTE, bytes / (double) users));
    }

    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + folder, e);
        }
    }
}
