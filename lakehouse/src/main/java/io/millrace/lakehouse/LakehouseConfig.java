package io.millrace.lakehouse;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.net.URI;
import java.time.Duration;

/**
 * How the lakehouse process is run.
 *
 * @param bootstrap brokers that a client asks first
 * @param host interface of the process's endpoint
 * @param leaseDuration how long a claim to write the lake lasts without being renewed
 * @param reconnectFor how long it is begun again and again when the store or the broker is away
 * @param captureUrl where capture's endpoint answers
 */
public record LakehouseConfig(
        String bootstrap,
        String host,
        int port,
        Ingest ingest,
        Fold fold,
        History history,
        Events events,
        Duration leaseDuration,
        Duration reconnectFor,
        URI captureUrl) {
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(2);

    /**
     * How changes reach the change log.
     *
     * @param trigger time between two micro-batches
     * @param maxRecords records of one micro-batch
     * @param parallelism tasks, and so files per table, of one micro-batch
     */
    public record Ingest(Duration trigger, long maxRecords, int parallelism) {
        public Ingest {
            require(!trigger.isNegative(), "lakehouse.ingest.trigger must not be negative");
            require(maxRecords > 0, "lakehouse.ingest.max-records must be at least 1");
            require(parallelism > 0, "lakehouse.ingest.parallelism must be at least 1");
        }
    }

    /**
     * How the change log reaches the silver tables.
     *
     * @param interval time between two rounds
     * @param parallelism tables that are folded at once
     * @param patience how long a round waits for its tables
     */
    public record Fold(Duration interval, int parallelism, Duration patience) {
        public Fold {
            require(interval.compareTo(Duration.ZERO) > 0, "lakehouse.fold.interval must be longer than zero");
            require(parallelism > 0, "lakehouse.fold.parallelism must be at least 1");
            require(patience.compareTo(Duration.ZERO) > 0, "lakehouse.fold.patience must be longer than zero");
        }
    }

    /**
     * How the versions of rows are kept.
     *
     * @param enabled whether they are
     * @param interval time between two rounds
     */
    public record History(boolean enabled, Duration interval) {
        public History {
            require(interval.compareTo(Duration.ZERO) > 0, "lakehouse.history.interval must be longer than zero");
        }
    }

    /**
     * How events reach their tables.
     *
     * @param interval time between two rounds
     * @param replication copies of their topics, where they are not there yet
     */
    public record Events(Duration interval, short replication) {
        public Events {
            require(interval.compareTo(Duration.ZERO) > 0, "lakehouse.events.interval must be longer than zero");
            require(replication > 0, "kafka.replication must be at least 1");
        }
    }

    public LakehouseConfig {
        require(!bootstrap.isBlank(), "kafka.bootstrap must name a broker");
        require(
                leaseDuration.compareTo(SHORTEST_LEASE) >= 0,
                "lakehouse.lease-duration must be at least %s".formatted(SHORTEST_LEASE));
        require(!reconnectFor.isNegative(), "lakehouse.reconnect-for must not be negative");
    }

    /** Reads the settings below {@code lakehouse} and those of Kafka. */
    public static LakehouseConfig from(Settings settings) {
        return new LakehouseConfig(
                settings.text("kafka.bootstrap"),
                settings.text("http.host"),
                settings.number("lakehouse.http.port"),
                new Ingest(
                        settings.duration("lakehouse.ingest.trigger"),
                        settings.bigNumber("lakehouse.ingest.max-records"),
                        settings.number("lakehouse.ingest.parallelism")),
                new Fold(
                        settings.duration("lakehouse.fold.interval"),
                        settings.number("lakehouse.fold.parallelism"),
                        settings.duration("lakehouse.fold.patience")),
                new History(
                        settings.flag("lakehouse.history.enabled"), settings.duration("lakehouse.history.interval")),
                new Events(
                        settings.duration("lakehouse.events.interval"), (short) settings.number("kafka.replication")),
                settings.duration("lakehouse.lease-duration"),
                settings.duration("lakehouse.reconnect-for"),
                settings.uri("lakehouse.capture-url"));
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new PipelineException(FailureKind.CONFIGURATION, problem);
        }
    }
}
