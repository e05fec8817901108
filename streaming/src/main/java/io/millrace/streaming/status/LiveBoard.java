package io.millrace.streaming.status;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.status.LiveStatus;
import io.millrace.streaming.row.RowStage.Standing;
import io.millrace.streaming.user.UserStage.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What is known of the parts that this process runs, for its status, its readiness and its metrics; thread-safe. */
public final class LiveBoard {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final String generation;
    private final int parts;
    private final ConcurrentMap<Integer, Map<TableId, Standing>> rows = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, UserPart> users = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, FigurePart> figures = new ConcurrentHashMap<>();
    private volatile String state = "CREATED";
    private volatile Optional<String> refusal = Optional.empty();

    private record UserPart(Optional<Progress> written, long waiting, Counts counts) {}

    private record FigurePart(Optional<Progress> written, long waiting, long ahead) {}

    public LiveBoard(String generation, int parts) {
        this.generation = generation;
        this.parts = parts;
    }

    /** How the tables stand in one part of the first stage. */
    public void rows(int part, Map<TableId, Standing> standings) {
        rows.put(part, standings);
    }

    /** Another process has the part now, or none. */
    public void rowsEnd(int part) {
        rows.remove(part);
    }

    /** How far one part of the users is. */
    public void users(int part, Optional<Progress> written, long waiting, Counts counts) {
        users.put(part, new UserPart(written, waiting, counts));
    }

    /** Another process has the part now, or none. */
    public void usersEnd(int part) {
        users.remove(part);
    }

    /**
     * How far one part of the figures is.
     *
     * @param ahead rows of a time that has not come
     */
    public void figures(int part, Optional<Progress> written, long waiting, long ahead) {
        figures.put(part, new FigurePart(written, waiting, ahead));
    }

    /** Another process has the part now, or none. */
    public void figuresEnd(int part) {
        figures.remove(part);
    }

    /** How far each part is in the online store. */
    private List<Optional<Progress>> written() {
        return Stream.concat(
                        users.values().stream().map(UserPart::written),
                        figures.values().stream().map(FigurePart::written))
                .toList();
    }

    /** The online store did not take something. */
    public void refused(String reason) {
        refusal = Optional.of(reason);
    }

    /** The online store took what it was given. */
    public void answered() {
        refusal = Optional.empty();
    }

    /** What Kafka Streams does. */
    public void state(String name) {
        state = name;
    }

    /** The parts of the first stage that this process runs, with how their tables stand. */
    public Collection<Map<TableId, Standing>> rows() {
        return rows.values();
    }

    /** Why the process is not ready; nothing when it is. */
    public Optional<String> notReady() {
        if (!state.equals("RUNNING")) {
            return Optional.of("the stream is " + state);
        }
        if (refusal.isPresent()) {
            return refusal;
        }
        return isReadOnce() ? Optional.empty() : Optional.of("the tables are not read as a whole yet: " + problems());
    }

    /** Whether all that this process runs has been in the online store as a whole. */
    public boolean isReadOnce() {
        return written().stream().allMatch(Optional::isPresent);
    }

    private Map<TableId, String> problems() {
        Map<TableId, String> problems = new TreeMap<>();
        rows.values()
                .forEach(tables -> tables.forEach(
                        (table, standing) -> standing.problem().ifPresent(reason -> problems.put(table, reason))));
        return problems;
    }

    private Optional<Progress> lowest() {
        Progress lowest = null;
        for (Optional<Progress> written : written()) {
            if (written.isEmpty()) {
                return Optional.empty();
            }
            Progress progress = written.get();
            if (lowest == null || progress.position().compareTo(lowest.position()) < 0) {
                lowest = progress;
            }
        }
        return Optional.ofNullable(lowest);
    }

    /** The status of this process. */
    public LiveStatus status() {
        Optional<Progress> lowest = lowest();
        return new LiveStatus(
                generation,
                state,
                parts,
                users.size(),
                lowest.map(Progress::position),
                lowest.map(Progress::sourceTime),
                users.values().stream().mapToLong(UserPart::waiting).sum()
                        + figures.values().stream()
                                .mapToLong(FigurePart::waiting)
                                .sum(),
                users.values().stream().mapToLong(part -> part.counts().users()).sum(),
                users.values().stream().mapToLong(part -> part.counts().items()).sum(),
                problems(),
                refusal);
    }

    /** Adds the metrics of the live state. */
    public void register(MeterRegistry registry) {
        gauge(registry, "millrace.streaming.lsn", status -> status.position()
                .map(position -> (double) position.lsn())
                .orElse(Double.NaN));
        gauge(registry, "millrace.streaming.behind.seconds", status -> status.sourceTime()
                .map(time -> Duration.between(time, Instant.now()).toMillis() / MILLIS_PER_SECOND)
                .orElse(Double.NaN));
        gauge(registry, "millrace.streaming.waiting", LiveStatus::waiting);
        gauge(registry, "millrace.streaming.users", LiveStatus::users);
        gauge(registry, "millrace.streaming.items", LiveStatus::items);
        gauge(registry, "millrace.streaming.parts", LiveStatus::ownParts);
        registry.gauge("millrace.streaming.figures.future.rows", Tags.empty(), this, LiveBoard::ahead);
        gauge(registry, "millrace.streaming.stale.tables", status -> status.stale()
                .size());
    }

    private double ahead() {
        return figures.values().stream().mapToLong(FigurePart::ahead).sum();
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<LiveStatus> value) {
        registry.gauge(name, Tags.empty(), this, board -> value.applyAsDouble(board.status()));
    }
}
