package io.millrace.workloads.video.simulate;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.video.database.Catalogue;
import io.millrace.workloads.video.database.Taste;
import io.millrace.workloads.video.database.Title;
import io.millrace.workloads.video.database.VideoDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the service: events at a steady rate through the gateway, and by SQL new titles, and genres that are corrected.
 * Frauds happen at the beginning, and again every five minutes.
 */
public final class VideoSimulator {
    private static final int ROUNDS_PER_SECOND = 2;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int BATCH = 100;
    private static final double NEW_TITLE = 0.02;
    private static final double WRONG_GENRE = 0.01;
    private static final long NEXT_FRAUD = Duration.ofMinutes(5).toNanos();
    private static final long NEXT_LINE = Duration.ofSeconds(10).toNanos();

    private final VideoDatabase database;
    private final Gateway gateway;
    private final Plan plan;
    private final Consumer<String> lines;
    private final Random random;
    /** Distinguishes the events of this run from those of others with the same seed. */
    private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    private final List<Event> waiting = new ArrayList<>();
    private long events;

    /**
     * How it is run.
     *
     * @param rate events per second
     * @param length until it is interrupted where there is none
     */
    public record Plan(double rate, long seed, Optional<Duration> length, boolean hasFraud) {}

    /** @param lines gets a sentence now and then */
    public VideoSimulator(VideoDatabase database, Gateway gateway, Plan plan, Consumer<String> lines) {
        this.database = database;
        this.gateway = gateway;
        this.plan = plan;
        this.lines = lines;
        this.random = new Random(plan.seed());
    }

    /** What has happened so far. */
    public String counts() {
        return "%,d events".formatted(events);
    }

    /**
     * Simulates until the plan's length is over, then returns.
     *
     * @throws PipelineException of kind SOURCE or NOT_READY if the database or the gateway refuses
     */
    public void run() throws InterruptedException {
        try (Connection connection = database.open()) {
            simulate(connection, new Catalogue(connection));
        } catch (SQLException e) {
            throw VideoDatabase.refused("The simulation cannot go on", e);
        }
    }

    private void simulate(Connection connection, Catalogue catalogue) throws SQLException, InterruptedException {
        List<Integer> viewers = catalogue.viewers();
        List<Title> titles = catalogue.titles();
        connection.commit();
        if (viewers.isEmpty() || titles.isEmpty()) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "Nobody is there to watch, or nothing to be watched; fill it with 'generate'");
        }
        var evening = new Evening(
                viewers,
                random,
                (type, data) -> waiting.add(new Event(type, "video-%s-%d".formatted(run, events++), data)));
        var frauds = new Frauds(viewers, random, evening);
        long start = System.nanoTime();
        long end = plan.length().map(length -> start + length.toNanos()).orElse(Long.MAX_VALUE);
        long nextFraud = start;
        long nextLine = start + NEXT_LINE;
        double owed = 0;
        for (long round = 1; System.nanoTime() < end; round++) {
            if (plan.hasFraud() && System.nanoTime() >= nextFraud) {
                frauds.happen(titles, Instant.now());
                flush();
                nextFraud += NEXT_FRAUD;
            }
            owed += plan.rate() / ROUNDS_PER_SECOND;
            while (waiting.size() < owed) {
                evening.step(titles, Instant.now());
            }
            owed -= waiting.size();
            titles = change(catalogue, titles);
            connection.commit();
            flush();
            if (System.nanoTime() >= nextLine) {
                nextLine += NEXT_LINE;
                lines.accept("Live: " + counts());
            }
            long next = start + (long) (round * NANOS_PER_SECOND / ROUNDS_PER_SECOND);
            TimeUnit.NANOSECONDS.sleep(Math.min(next, end) - System.nanoTime());
        }
    }

    private List<Title> change(Catalogue catalogue, List<Title> titles) throws SQLException {
        if (random.nextDouble() < WRONG_GENRE) {
            catalogue.correctGenre(
                    titles.get(random.nextInt(titles.size())), Taste.GENRES.get(random.nextInt(Taste.GENRES.size())));
            return catalogue.titles();
        }
        if (random.nextDouble() < NEW_TITLE) {
            catalogue.addTitle(random);
            return catalogue.titles();
        }
        return titles;
    }

    private void flush() throws InterruptedException {
        for (int from = 0; from < waiting.size(); from += BATCH) {
            gateway.send(waiting.subList(from, Math.min(from + BATCH, waiting.size())));
        }
        waiting.clear();
    }
}
