package io.millrace.features.online;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.Jedis;

/** The live state that readers see. */
public record LiveGeneration(LivePointer pointer) {
    private static final long POLL_MILLIS = 500;

    /** The one that the pointer names; nothing before there is one. */
    public static Optional<LiveGeneration> current(Jedis jedis, OnlineKeys keys) {
        return Optional.ofNullable(jedis.get(keys.livePointer()))
                .map(text -> new LiveGeneration(OnlineJson.read(text, LivePointer.class)));
    }

    /**
     * The one that the pointer names.
     *
     * @throws PipelineException of kind NOT_READY before there is one
     */
    public static LiveGeneration required(Jedis jedis, OnlineKeys keys, RedisAddress redis) {
        return current(jedis, keys)
                .orElseThrow(() -> new PipelineException(
                        FailureKind.NOT_READY,
                        "No live state of '%s' is in Redis at %s; see whether streaming runs"
                                .formatted(keys.pipeline(), redis)));
    }

    public String name() {
        return pointer.generation();
    }

    /**
     * How far it reaches: the lowest of all parts; nothing while one has not begun.
     *
     * @param hash of how far each part is
     */
    public Optional<Progress> progress(Jedis jedis, String hash) {
        Map<String, String> told = jedis.hgetAll(hash);
        return told.size() < pointer.partitions()
                ? Optional.empty()
                : told.values().stream()
                        .map(text -> OnlineJson.read(text, Progress.class))
                        .min(Comparator.comparing(Progress::position));
    }

    /**
     * What a look finds within some time.
     *
     * @throws PipelineException of kind NOT_READY, with this problem, if it finds nothing
     */
    public static <T> T await(Duration patience, Supplier<Optional<T>> look, String problem)
            throws InterruptedException {
        return within(patience, look)
                .orElseThrow(() -> new PipelineException(
                        FailureKind.NOT_READY, problem + "; see './millrace status' for what holds it back"));
    }

    /** What a look finds within some time. */
    public static <T> Optional<T> within(Duration patience, Supplier<Optional<T>> look) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<T> found = look.get();
        while (found.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(POLL_MILLIS);
            found = look.get();
        }
        return found;
    }
}
