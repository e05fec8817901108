package io.millrace.streaming.total;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.MeasurePoint;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.Trend;
import io.millrace.streaming.part.Entries;
import io.millrace.streaming.part.Unwritten;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.HopMessage.Begins;
import io.millrace.streaming.wire.HopMessage.Delta;
import io.millrace.streaming.wire.HopMessage.Reached;
import io.millrace.streaming.wire.HopMessage.RuleRow;
import io.millrace.streaming.wire.Lowest;
import io.millrace.streaming.wire.Origin;
import io.millrace.streaming.wire.Shelf;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One part of the last stage of figures: some lines of measures with all their spans, and some keys of rules with their
 * alerts.
 *
 * <p>Topics get what has changed each time that a position is reached. Faster parts of the source may be
 * ahead of it, so that a record can hold half of a transaction until the next one. What events have changed waits for no
 * position.
 */
public final class FigureStage {
    private static final int PROGRESS = 0;
    private static final int SPANS = 0;
    private static final int ALERTS = 1;
    private static final Duration TIDY = Duration.ofMinutes(1);
    private static final Duration LOOK_AT_TRENDS = Duration.ofSeconds(5);

    private final int part;
    private final Shelf shelf;
    private final Kept kept;
    private final SourceClock clock;
    private final List<Trend> trends;
    private final SpanShelf spans;
    private final AlertShelf alerts;
    private final Backlog backlog;
    private final Measures measures;
    private final Rules rules;
    private final Trends rising;
    private final Lowest lowest;
    private final Unwritten unwritten;
    private final FigureOutbox outbox;
    private final List<Set<String>> unsent = List.of(new LinkedHashSet<>(), new LinkedHashSet<>());
    private final List<Set<String>> happened = List.of(new LinkedHashSet<>(), new LinkedHashSet<>());
    private boolean hasBegun;
    private long ahead;
    private Instant tidied = Instant.MIN;
    private Instant lookedAtTrends = Instant.MIN;

    /**
     * What a part is made of.
     *
     * @param origins all parts that send to it
     * @param machine the clock of this machine, against which the source's is held
     */
    public record Setting(
            int part,
            Pipeline pipeline,
            Kept kept,
            Collection<Origin> origins,
            InstantSource machine,
            ClockSlack slack) {}

    /**
     * Makes the part, with what its shelf holds.
     *
     * @param unwritten makes the account of what is not in the store, of the kinds that it is given
     */
    public FigureStage(
            Setting setting, Shelf shelf, Function<List<Entries>, Unwritten> unwritten, FigureOutbox outbox) {
        this.part = setting.part();
        this.shelf = shelf;
        this.kept = setting.kept();
        this.clock = new SourceClock(shelf, setting.machine(), setting.slack());
        this.trends = setting.pipeline().figures().trends();
        this.outbox = outbox;
        this.lowest = new Lowest(shelf, PROGRESS, setting.origins());
        var places = new EventPlaces(lowest);
        this.spans = new SpanShelf(shelf);
        this.alerts = new AlertShelf(shelf, places);
        this.backlog = new Backlog(shelf, spans);
        this.measures = new Measures(spans, setting.pipeline(), kept, places);
        this.rules = new Rules(
                new SightingShelf(shelf), alerts, setting.pipeline().figures().rules(), kept.rows());
        this.rising = new Trends(spans, shelf, setting.pipeline(), kept);
        this.unwritten = unwritten.apply(List.of(spans, alerts));
        this.hasBegun = lowest.now().isPresent();
        lowest.now().ifPresent(progress -> {
            this.unwritten.reached(progress);
            unsentSince(SPANS, Optional.of(progress.position()));
            unsentSince(ALERTS, Optional.of(progress.position()));
        });
    }

    private void unsentSince(int kind, Optional<Position> sent) {
        Entries entries = kind == SPANS ? spans : alerts;
        entries.each(Optional.empty(), entry -> {
            if (sent.filter(position -> position.reaches(entry.at())).isEmpty()) {
                (isOfEvents(kind, entry.name()) ? happened : unsent).get(kind).add(entry.name());
            }
            return true;
        });
    }

    private boolean isOfEvents(int kind, String name) {
        return kind == SPANS
                ? measures.isOfEvents(name)
                : alerts.get(name).filter(rules::isOfEvents).isPresent();
    }

    /** Takes a message of the stages before. */
    public void accept(HopMessage message) {
        if (message instanceof Delta delta) {
            measures.accept(delta, clock.now(), name -> changed(SPANS, name, delta.at()));
        } else if (message instanceof RuleRow row) {
            rules.accept(row, clock.now(), id -> changed(ALERTS, id, row.at()));
        } else if (message instanceof Begins begins) {
            rising.begins(begins);
        } else if (message instanceof Reached reached) {
            lowest.tell(reached).ifPresent(this::reached);
        } else {
            throw new IllegalArgumentException("Figures are told of by the stages before: " + message);
        }
    }

    private void changed(int kind, String name, Position at) {
        unwritten.changed(kind, name);
        if (hasBegun) {
            (at.equals(HopMessage.OF_EVENTS) ? happened : unsent).get(kind).add(name);
        }
    }

    private void tell(List<Set<String>> changed) {
        changed.get(SPANS).forEach(name -> measures.point(name).ifPresent(outbox::send));
        changed.get(ALERTS).forEach(id -> alerts.get(id).ifPresent(outbox::send));
        changed.forEach(Set::clear);
    }

    private void reached(Progress progress) {
        clock.tell(progress.sourceTime());
        if (!hasBegun) {
            hasBegun = true;
            spans.removeEmpty();
            backlog.begin();
            unsentSince(ALERTS, Optional.empty());
        }
        unsent.get(SPANS).addAll(backlog.next());
        tell(unsent);
        tell(happened);
        tidy(clock.now());
        unwritten.reached(progress);
    }

    private void tidy(Instant now) {
        if (now.isAfter(tidied.plus(TIDY))) {
            tidied = now;
            measures.expire(now);
            rules.expire(now);
            alerts.removeBefore(now.minus(kept.alerts()));
            ahead = measures.rowsAfter(now);
        }
    }

    /** Rows that count in spans which have not begun, as far as they are counted; as of about a minute ago. */
    public long ahead() {
        return ahead;
    }

    /** What is not in the store yet. */
    public Unwritten unwritten() {
        return unwritten;
    }

    /** How far the part is. */
    public Optional<Progress> reached() {
        return lowest.now();
    }

    /**
     * Tells the topics what events have changed, and writes some of what is not in the store yet, and how far it reaches
     * when that is all.
     *
     * @return whether there is more to write
     */
    public boolean write(FigureStore store) {
        tell(happened);
        if (lowest.now().isEmpty() || !unwritten.begin(store)) {
            return false;
        }
        List<String> names = unwritten.next(SPANS);
        List<String> ids = unwritten.next(ALERTS);
        store.write(
                points(names),
                ids.stream().map(alerts::get).flatMap(Optional::stream).toList());
        Progress progress = lowest.now().orElseThrow();
        lookAtTrends(store, new Progress(progress.position(), clock.believed(progress.sourceTime())));
        return unwritten.written(store, List.of(names, ids));
    }

    private void lookAtTrends(FigureStore store, Progress progress) {
        Instant now = progress.sourceTime();
        // Earlier than the last look is news too: a clock that was ahead has come back.
        if (now.isAfter(lookedAtTrends.plus(LOOK_AT_TRENDS)) || now.isBefore(lookedAtTrends)) {
            lookedAtTrends = now;
            trends.forEach(trend -> store.rising(part, trend.name(), rising.of(trend, progress, clock.now())));
        }
    }

    private List<MeasurePoint> points(List<String> names) {
        List<MeasurePoint> points = new ArrayList<>(names.size());
        names.forEach(name -> measures.point(name).ifPresent(points::add));
        return points;
    }
}
