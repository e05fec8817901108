package io.millrace.lakehouse.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.lake.Lake;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write a pipeline's change log and silver tables, held by one process at a time: a small file on the
 * lake that names the holder and is renewed while it lives.
 *
 * <p>It keeps out a second process that is started by mistake, and stops one that slept so long that another took over
 * (it looks at its own clocks before every commit: the one that does not jump stands still while the machine sleeps, and
 * the other one does not). It relies on clocks that differ by much less than its duration, and
 * leaves open the moment between the last look and the end of a commit.
 */
public final class WriterLease implements AutoCloseable {
    private static final String FILE = "_writer.json";
    private static final int RENEWALS = 4;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(WriterLease.class);

    private final Lake lake;
    private final String file;
    private final Duration duration;
    private final Duration settling;
    private final String owner = UUID.randomUUID().toString();
    private final ObjectMapper json = Json.mapper();
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "writer-lease");
        thread.setDaemon(true);
        return thread;
    });
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private final InstantSource wall;
    private volatile Validity validity;

    private volatile boolean givenBack;

    /** Until when the claim stands, on the clock that does not jump and on the one that others look at. */
    private record Validity(long nanos, Instant instant) {}

    private WriterLease(Lake lake, String pipeline, Duration duration, Duration settling, InstantSource wall) {
        this.lake = lake;
        this.file = lake.location(new LakeNames(pipeline).logSchema(), FILE);
        this.duration = duration;
        this.settling = settling;
        this.wall = wall;
    }

    /**
     * Takes the lease. The claim of a process of this machine that is no more does not count; that of one elsewhere is
     * watched until it ends or is renewed.
     *
     * @param settling time after which another's simultaneous claim would be seen
     * @throws PipelineException of kind ENVIRONMENT if another process holds it and lives
     */
    public static WriterLease take(Lake lake, String pipeline, Duration duration, Duration settling)
            throws InterruptedException {
        return take(lake, pipeline, duration, settling, InstantSource.system());
    }

    static WriterLease take(Lake lake, String pipeline, Duration duration, Duration settling, InstantSource wall)
            throws InterruptedException {
        var lease = new WriterLease(lake, pipeline, duration, settling, wall);
        lease.refuseIfRenewed();
        lease.renew();
        lease.settle();
        lease.others().ifPresent(winner -> {
            throw lease.refusal(winner);
        });
        long period = duration.toMillis() / RENEWALS;
        lease.renewal.scheduleWithFixedDelay(lease::renewQuietly, period, period, TimeUnit.MILLISECONDS);
        return lease;
    }

    private void refuseIfRenewed() throws InterruptedException {
        Optional<LeaseRecord> first = others();
        Optional<LeaseRecord> held = first;
        while (held.isPresent()) {
            if (!held.equals(first)) {
                throw refusal(held.get());
            }
            Thread.sleep(PAUSE.toMillis());
            held = others();
        }
    }

    private PipelineException refusal(LeaseRecord holder) {
        return new PipelineException(
                FailureKind.ENVIRONMENT,
                "The lake at %s is written by process %d on %s; stop that one first (its claim is in %s)"
                        .formatted(lake.root(), holder.process(), holder.host(), file));
    }

    /** The claim of another process that may still live. */
    private Optional<LeaseRecord> others() {
        return read().filter(record -> !record.owner().equals(owner)).filter(WriterLease::mayLive);
    }

    private static boolean mayLive(LeaseRecord record) {
        boolean here = record.host().equals(host());
        boolean ended = here
                && (record.process() == ProcessHandle.current().pid()
                        || ProcessHandle.of(record.process()).isEmpty());
        return !ended && record.until().isAfter(Instant.now());
    }

    private Optional<LeaseRecord> read() {
        return lake.readText(file).map(text -> {
            try {
                return json.readValue(text, LeaseRecord.class);
            } catch (JsonProcessingException e) {
                throw new PipelineException(
                        FailureKind.LAKE,
                        "%s does not say who writes the lake; remove it if nobody does".formatted(file),
                        e);
            }
        });
    }

    private void renewQuietly() {
        try {
            renewIfOwn();
        } catch (PipelineException e) {
            if (!lost.isDone()) {
                // The store may answer again; until then check() lets nobody write.
                LOG.warn("the claim on the lake was not renewed: {}", e.getMessage());
            }
        }
    }

    private void renewIfOwn() {
        requireOwn();
        boolean hasEnded = hasEnded();
        renew();
        if (hasEnded) {
            // Another may have taken it between the look and the writing: as at first, one of two gives way.
            settle();
            requireOwn();
        }
    }

    private void settle() {
        try {
            Thread.sleep(settling.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(FailureKind.ENVIRONMENT, "The process ends while it claims the lake", e);
        }
    }

    private void requireOwn() {
        if (read().filter(record -> record.owner().equals(owner)).isEmpty()) {
            var reason = new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "Another process has taken over writing the lake at %s; this one stops".formatted(lake.root()));
            lost.completeExceptionally(reason);
            throw reason;
        }
    }

    private void renew() {
        var next = new Validity(
                System.nanoTime() + duration.toNanos(), wall.instant().plus(duration));
        write(new LeaseRecord(owner, host(), ProcessHandle.current().pid(), next.instant()));
        validity = next;
    }

    private boolean hasEnded() {
        Validity now = validity;
        return System.nanoTime() - now.nanos() > 0 || wall.instant().isAfter(now.instant());
    }

    private void write(LeaseRecord record) {
        try {
            lake.writeText(file, json.writeValueAsString(record));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A lease can be written as JSON", e);
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /**
     * Returns if this process may write now; a claim that has ended is renewed if nobody else has made one.
     *
     * @throws PipelineException of kind ENVIRONMENT if another process writes or the lease was given back, of kind LAKE if
     *     that cannot be known
     */
    public void check() {
        if (givenBack) {
            // What has not ended when its owner was closed could meet the next one, which this process may be.
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "The claim to write the lake at %s was given back; this was left over from before"
                            .formatted(lake.root()));
        }
        if (lost.isDone() || hasEnded()) {
            renewIfOwn();
        }
    }

    /** Completes exceptionally when the lease is lost. */
    public CompletableFuture<Void> lost() {
        return lost;
    }

    /** Gives the lease back, so that the next writer need not wait. */
    @Override
    public void close() {
        givenBack = true;
        endRenewal();
        if (!lost.isDone()
                && read().filter(record -> record.owner().equals(owner)).isPresent()) {
            write(new LeaseRecord(owner, host(), ProcessHandle.current().pid(), Instant.now()));
        }
    }

    /** A renewal under way must not write after the lease was given back. */
    private void endRenewal() {
        renewal.shutdown();
        try {
            if (!renewal.awaitTermination(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                renewal.shutdownNow();
            }
        } catch (InterruptedException e) {
            renewal.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
