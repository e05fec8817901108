package io.millrace.cdc;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.time.Duration;

/**
 * How capture is run; the keys are described in {@code reference.conf}.
 *
 * @param replication copies of each topic
 */
public record CdcConfig(
        String httpHost,
        int httpPort,
        String bootstrap,
        short replication,
        Duration heartbeat,
        Duration catalogInterval,
        Duration progress,
        Duration offsetFlush,
        Duration reconnectFor,
        Duration answerWithin,
        Duration retention,
        int maxRecordBytes,
        long queueBytes,
        int batch,
        int reloadParallelism,
        long reloadRangeBytes,
        boolean resyncAfterLoss) {
    private static final int SMALLEST_RECORD_BYTES = 1 << 20;
    private static final Duration SHORTEST_ANSWER = Duration.ofSeconds(1);

    public CdcConfig {
        require(httpPort >= 0 && httpPort < 1 << 16, "cdc.http.port must be from 0 to 65535, but is %s", httpPort);
        require(replication >= 1, "kafka.replication must be at least 1, but is %s", replication);
        requirePositive("cdc.heartbeat", heartbeat);
        requirePositive("cdc.catalog.interval", catalogInterval);
        requirePositive("cdc.progress", progress);
        requirePositive("cdc.offset-flush", offsetFlush);
        requirePositive("cdc.reconnect-for", reconnectFor);
        require(
                answerWithin.compareTo(SHORTEST_ANSWER) >= 0,
                "cdc.answer-within must be at least a second, but is %s",
                answerWithin);
        requirePositive("cdc.retention", retention);
        require(
                maxRecordBytes >= SMALLEST_RECORD_BYTES,
                "cdc.max-record-bytes must be at least 1048576, what a broker allows anyway, but is %s",
                maxRecordBytes);
        require(queueBytes > 0, "cdc.queue-bytes must be above zero, but is %s", queueBytes);
        require(batch > 0, "cdc.batch must be above zero, but is %s", batch);
        require(reloadParallelism > 0, "cdc.reload.parallelism must be above zero, but is %s", reloadParallelism);
        require(reloadRangeBytes > 0, "cdc.reload.range-bytes must be above zero, but is %s", reloadRangeBytes);
    }

    public static CdcConfig from(Settings settings) {
        return new CdcConfig(
                settings.text("http.host"),
                settings.number("cdc.http.port"),
                settings.text("kafka.bootstrap"),
                (short) settings.number("kafka.replication"),
                settings.duration("cdc.heartbeat"),
                settings.duration("cdc.catalog.interval"),
                settings.duration("cdc.progress"),
                settings.duration("cdc.offset-flush"),
                settings.duration("cdc.reconnect-for"),
                settings.duration("cdc.answer-within"),
                settings.duration("cdc.retention"),
                settings.number("cdc.max-record-bytes"),
                settings.bigNumber("cdc.queue-bytes"),
                settings.number("cdc.batch"),
                settings.number("cdc.reload.parallelism"),
                settings.bigNumber("cdc.reload.range-bytes"),
                settings.flag("cdc.resync-after-loss"));
    }

    private static void requirePositive(String key, Duration value) {
        require(!value.isNegative() && !value.isZero(), key + " must be longer than zero, but is %s", value);
    }

    private static void require(boolean holds, String sentence, Object value) {
        if (!holds) {
            throw new PipelineException(FailureKind.CONFIGURATION, sentence.formatted(value));
        }
    }
}
