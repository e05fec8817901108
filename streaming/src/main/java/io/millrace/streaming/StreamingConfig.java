package io.millrace.streaming;

import io.millrace.contracts.online.Damping;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.streaming.total.Kept;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the live state is run; the keys are described in {@code reference.conf}.
 *
 * @param replication copies of each topic
 */
public record StreamingConfig(
        String httpHost,
        int httpPort,
        String bootstrap,
        short replication,
        URI redis,
        URI capture,
        String generation,
        Path stateFolder,
        int threads,
        Duration commitInterval,
        Duration sessionTimeout,
        Duration transactionTimeout,
        long rocksBytes,
        int redisBatch,
        long itemChangesKept,
        Duration rememberFor,
        Kept kept,
        Duration clockSlack,
        Damping damping) {
    private static final Pattern GENERATION = Pattern.compile("[a-z0-9]{1,20}");
    private static final Duration SHORTEST_MEMORY = Duration.ofHours(1);
    private static final long FEWEST_ROCKS_BYTES = 1L << 24;
    private static final Duration FIRST_COMMIT_INTERVAL = Duration.ofSeconds(1);

    public StreamingConfig {
        require(
                httpPort >= 0 && httpPort < 1 << 16,
                "streaming.http.port must be from 0 to 65535, but is %s",
                httpPort);
        require(replication >= 1, "kafka.replication must be at least 1, but is %s", replication);
        require(
                redis.getHost() != null && String.valueOf(redis.getScheme()).startsWith("redis"),
                "redis.url must look like redis://[user:password@]host:port[/database]; this one does not%s",
                "");
        require(
                GENERATION.matcher(generation).matches(),
                "streaming.generation may have up to 20 lower-case letters and digits, but is '%s'",
                generation);
        require(threads >= 1, "streaming.threads must be at least 1, but is %s", threads);
        require(
                commitInterval.toMillis() >= 1,
                "streaming.commit-interval must be at least a millisecond, but is %s",
                commitInterval);
        require(
                sessionTimeout.toSeconds() >= 1,
                "streaming.session-timeout must be at least a second, but is %s",
                sessionTimeout);
        require(
                transactionTimeout.compareTo(longer(commitInterval, FIRST_COMMIT_INTERVAL)) > 0,
                "streaming.transaction-timeout must be longer than a second and than streaming.commit-interval, but is %s",
                transactionTimeout);
        require(
                rocksBytes >= FEWEST_ROCKS_BYTES,
                "streaming.rocksdb-bytes must be at least 16777216, but is %s",
                rocksBytes);
        require(redisBatch >= 1, "streaming.redis-batch must be at least 1, but is %s", redisBatch);
        require(itemChangesKept >= 1, "streaming.item-changes must be at least 1, but is %s", itemChangesKept);
        require(
                rememberFor.compareTo(SHORTEST_MEMORY) >= 0,
                "streaming.remember-deleted must be at least an hour, but is %s",
                rememberFor);
        require(
                Stream.of(kept.minutes(), kept.hours(), kept.rows(), kept.alerts())
                        .allMatch(time -> time.compareTo(SHORTEST_MEMORY) >= 0),
                "streaming.figures.minutes, hours, rule-rows and alerts must each be at least an hour, but are %s",
                kept);
        require(
                kept.alerts().compareTo(kept.rows()) >= 0,
                "streaming.figures.alerts must not be shorter than rule-rows, or an alert is told twice, but they are %s",
                kept);
        require(
                !clockSlack.isNegative() && clockSlack.compareTo(kept.minutes()) < 0,
                "streaming.figures.clock-slack must be shorter than minutes, or a clock that jumps takes all of them, but is %s",
                clockSlack);
    }

    public static StreamingConfig from(Settings settings) {
        return new StreamingConfig(
                settings.text("http.host"),
                settings.number("streaming.http.port"),
                settings.text("kafka.bootstrap"),
                (short) settings.number("kafka.replication"),
                settings.uri("redis.url"),
                settings.uri("streaming.capture-url"),
                settings.text("streaming.generation"),
                Path.of(settings.text("streaming.state-dir")),
                settings.number("streaming.threads"),
                settings.duration("streaming.commit-interval"),
                settings.duration("streaming.session-timeout"),
                settings.duration("streaming.transaction-timeout"),
                settings.bigNumber("streaming.rocksdb-bytes"),
                settings.number("streaming.redis-batch"),
                settings.bigNumber("streaming.item-changes"),
                settings.duration("streaming.remember-deleted"),
                new Kept(
                        settings.duration("streaming.figures.minutes"),
                        settings.duration("streaming.figures.hours"),
                        settings.duration("streaming.figures.rule-rows"),
                        settings.duration("streaming.figures.alerts")),
                settings.duration("streaming.figures.clock-slack"),
                Damping.from(settings));
    }

    /** Time between two commits until all is read once. */
    Duration firstCommitInterval() {
        return longer(commitInterval, FIRST_COMMIT_INTERVAL);
    }

    private static Duration longer(Duration left, Duration right) {
        return left.compareTo(right) >= 0 ? left : right;
    }

    private static void require(boolean holds, String sentence, Object value) {
        if (!holds) {
            throw new PipelineException(FailureKind.CONFIGURATION, sentence.formatted(value));
        }
    }
}
