package io.millrace.local.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Random transactions over the tables of {@link ChaosTables} on several connections at once: every kind of change, in an
 * order that the seed decides on each of them. When the source is away they wait and go on.
 */
final class Workload implements AutoCloseable {
    private static final int OFTEN = 25;
    private static final int AT_TIMES = 3_000;
    private static final int SELDOM = 3_000;
    /** Each table that has changes takes a second or two of every round of the lake, and others have their turn. */
    private static final int SUBJECTS = 4;

    private final List<WorkloadSession> sessions;

    /** Gives connections to the source. */
    interface Source {
        Connection connect() throws SQLException;
    }

    Workload(Source source, long seed) {
        var seeds = new Random(seed);
        List<RowWriter.Subject> all = new ArrayList<>(List.of(RowWriter.Subject.values()));
        Collections.shuffle(all, seeds);
        List<RowWriter.Subject> subjects = List.copyOf(all.subList(0, SUBJECTS));
        sessions = List.of(
                session(source, new RowWriter(subjects, 0), seeds, OFTEN),
                session(source, new RowWriter(subjects, 0), seeds, OFTEN),
                session(source, new RowWriter(subjects, 1), seeds, OFTEN),
                session(source, new RowWriter(subjects, 4), seeds, OFTEN),
                session(source, new BulkWriter(), seeds, AT_TIMES),
                session(source, new ShapeWriter(), seeds, SELDOM));
    }

    private static WorkloadSession session(Source source, Writer writer, Random seeds, int pauseMillis) {
        return new WorkloadSession(source, writer, new Random(seeds.nextLong()), pauseMillis);
    }

    Workload start() {
        sessions.forEach(WorkloadSession::start);
        return this;
    }

    /**
     * Ends after the transactions under way.
     *
     * @return what has ended a session before
     */
    List<RuntimeException> stop() throws InterruptedException {
        close();
        List<RuntimeException> problems = new ArrayList<>();
        for (WorkloadSession session : sessions) {
            session.join();
            session.problem().ifPresent(problems::add);
        }
        return problems;
    }

    /** Transactions that were committed. */
    long transactions() {
        return sessions.stream().mapToLong(WorkloadSession::transactions).sum();
    }

    /** Throws what has ended a session, if anything has. */
    void requireRunning() {
        sessions.stream()
                .map(WorkloadSession::problem)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(problem -> {
                    throw problem;
                });
    }

    /** Ends after the transactions under way, without waiting for that. */
    @Override
    public void close() {
        sessions.forEach(WorkloadSession::close);
    }
}
