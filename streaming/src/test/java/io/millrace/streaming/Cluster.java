package io.millrace.streaming;

import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LivePart;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.MeasurePoint;
import io.millrace.streaming.event.EventStage;
import io.millrace.streaming.join.JoinStage;
import io.millrace.streaming.row.RowStage;
import io.millrace.streaming.wire.HopCodec;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All parts of all stages, with what is on the way between them. Which of the waiting records goes on next is chance;
 * only what one sender put into one partition keeps its order. Parts end and begin again with what is on their shelf.
 */
final class Cluster implements Source.Topics {
    static final int PARTS = 3;
    private static final int LOOK_AT_ONE_OF = 10;
    private static final String PLAYS =
            ShopTables.PIPELINE.event(Plays.TYPE).orElseThrow().topic();

    private final Random random;
    private final ChangeCodec codec = new ChangeCodec();
    private final Map<String, Lane> lanes = new TreeMap<>();
    private final MemoryShelf[] rowShelves = shelves();
    private final MemoryShelf[] joinShelves = shelves();
    private final RowStage[] rows = new RowStage[PARTS];
    private final JoinStage[] joins = new JoinStage[PARTS];
    private final EventStage[] events = new EventStage[PARTS];
    private final UserPart[] users = new UserPart[PARTS];
    private final FigurePart[] figures = new FigurePart[PARTS];
    final MemoryStore store = new MemoryStore();
    final MemoryFigures figureStore = new MemoryFigures();

    /** Records of one sender in one partition. */
    private static final class Lane {
        final List<Runnable> waiting = new ArrayList<>();
        long offset;
    }

    Cluster(Random random) {
        this.random = random;
        for (int part = 0; part < PARTS; part++) {
            beginRows(part);
            beginJoins(part);
            String sender = "events" + part;
            events[part] = new EventStage(ShopTables.PIPELINE, message -> send(sender, message));
            users[part] = new UserPart(part, random, origins(), store);
            figures[part] = new FigurePart(part, random, origins(), figureStore);
        }
    }

    private static MemoryShelf[] shelves() {
        return IntStream.range(0, PARTS).mapToObj(part -> new MemoryShelf()).toArray(MemoryShelf[]::new);
    }

    private static List<Origin> origins() {
        return IntStream.range(0, PARTS)
                .boxed()
                .flatMap(part ->
                        List.of(new Origin(Origin.Stage.ROWS, part), new Origin(Origin.Stage.JOINS, part)).stream())
                .toList();
    }

    private void beginRows(int part) {
        rows[part] = new RowStage(
                part,
                ShopTables.PIPELINE,
                rowShelves[part],
                id -> Optional.ofNullable(ShopTables.BY_ID.get(id)),
                message -> send("rows" + part, message));
    }

    private void beginJoins(int part) {
        joins[part] = new JoinStage(
                new JoinStage.Setting(
                        part,
                        ShopTables.PIPELINE,
                        origins().stream()
                                .filter(origin -> origin.stage() == Origin.Stage.ROWS)
                                .toList(),
                        1 + random.nextInt(3)),
                joinShelves[part],
                message -> send("joins" + part, message));
    }

    private void send(String sender, HopMessage message) {
        byte[] bytes = HopCodec.encode(message);
        for (HopMessage.Stage stage : message.goesTo()) {
            if (stage == HopMessage.Stage.JOINS && sender.startsWith("joins")) {
                continue;
            }
            targets(message)
                    .forEach(target ->
                            lane(sender + ">" + stage + target).waiting.add(() -> arrive(stage, target, bytes)));
        }
    }

    private void arrive(HopMessage.Stage stage, int target, byte[] bytes) {
        switch (stage) {
            case JOINS -> joins[target].accept(HopCodec.decode(bytes));
            case USERS -> users[target].log.add(bytes);
            case FIGURES -> figures[target].log.add(bytes);
        }
    }

    private static IntStream targets(HopMessage message) {
        return message.route()
                .map(route -> IntStream.of(LivePart.of(route, PARTS)))
                .orElseGet(() -> IntStream.range(0, PARTS));
    }

    private Lane lane(String name) {
        return lanes.computeIfAbsent(name, any -> new Lane());
    }

    private void publish(TableId table, int part, String kind, byte[] value) {
        Lane lane = lane(table + "/" + part);
        long offset = lane.offset++;
        lane.waiting.add(() -> rows[part].accept(table, offset, kind, value));
    }

    private void publishEverywhere(TableId table, String kind, byte[] value) {
        IntStream.range(0, PARTS).forEach(part -> publish(table, part, kind, value));
    }

    @Override
    public void change(Change change) {
        byte[] value = codec.encode(change);
        if (change.op() == Operation.TRUNCATE) {
            publishEverywhere(change.table(), ChangeCodec.CHANGE_KIND, value);
        } else {
            int part = Math.floorMod(change.key().toString().hashCode(), PARTS);
            publish(change.table(), part, ChangeCodec.CHANGE_KIND, value);
        }
    }

    @Override
    public void note(TableNote note) {
        publishEverywhere(note.table(), ChangeCodec.NOTE_KIND, codec.encode(note));
    }

    @Override
    public void progress(Progress progress) {
        for (TableSchema schema : ShopTables.ALL) {
            publishEverywhere(schema.table(), ChangeCodec.PROGRESS_KIND, codec.encode(progress));
        }
    }

    @Override
    public void play(String viewer, byte[] value) {
        int part = Math.floorMod(viewer.hashCode(), PARTS);
        lane(PLAYS + "/" + part).waiting.add(() -> events[part].accept(PLAYS, value));
    }

    /** Some of what waits goes on, and some of what can go wrong does. */
    void run(int steps) {
        for (int step = 0; step < steps; step++) {
            runOne();
            LogPart part = anyPart();
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> part.read();
                case 5, 6 -> part.write();
                case 7 -> part.commit();
                case 8 -> misfortune(part);
                case 9 -> joins[random.nextInt(PARTS)].goOn();
                default -> runOne();
            }
        }
    }

    private LogPart anyPart() {
        return random.nextBoolean() ? users[random.nextInt(PARTS)] : figures[random.nextInt(PARTS)];
    }

    private List<LogPart> allParts() {
        return Stream.<LogPart>concat(Stream.of(users), Stream.of(figures)).toList();
    }

    private void misfortune(LogPart part) {
        int other = random.nextInt(PARTS);
        switch (random.nextInt(11)) {
            case 0 -> part.crash();
            case 1 -> beginRows(other);
            case 2 -> beginJoins(other);
            case 3 -> away(true);
            case 4 -> {
                store.become(new MemoryStore());
                figureStore.become(new MemoryFigures());
            }
            case 5 -> spoil();
            default -> away(false);
        }
    }

    /** Something that is wrong stands in the store, may pass for later than what is right, and is asked for again. */
    private void spoil() {
        String id = String.valueOf(1 + random.nextInt(Source.IDS));
        var at = new Position(1, random.nextInt(1_000_000));
        int part = LivePart.of(id, PARTS);
        if (random.nextBoolean()) {
            store.spoil(part, id, at, new LiveUser(random.nextBoolean(), List.of()));
        } else {
            store.spoil(part, id, new LiveItem(at, random.nextBoolean(), "wrong", true, Map.of()));
        }
    }

    private void away(boolean away) {
        store.away(away);
        figureStore.away(away);
    }

    private boolean runOne() {
        List<Lane> filled =
                lanes.values().stream().filter(lane -> !lane.waiting.isEmpty()).toList();
        if (filled.isEmpty()) {
            return false;
        }
        filled.get(random.nextInt(filled.size())).waiting.remove(0).run();
        return true;
    }

    /** All that waits goes to its end. */
    void settle() {
        away(false);
        boolean isMore = true;
        while (isMore) {
            isMore = runOne();
            for (JoinStage join : joins) {
                isMore |= join.goOn();
            }
            anyPart().read();
        }
        for (LogPart part : allParts()) {
            while (!part.isAtTheEnd()) {
                part.read();
            }
            part.writeAll();
        }
    }

    /**
     * Every part crashes and comes back to where it was, with looks at the store on the way.
     *
     * @param usersNow what to look at after each step of a part of the users
     * @param figuresNow what to look at after some steps of a part of the figures, which have many
     */
    void repeat(Runnable usersNow, Runnable figuresNow) {
        for (LogPart part : allParts()) {
            part.crash();
            while (!part.isAtTheEnd()) {
                part.read();
                part.writeAll();
                if (part instanceof UserPart) {
                    usersNow.run();
                } else if (random.nextInt(LOOK_AT_ONE_OF) == 0) {
                    figuresNow.run();
                }
            }
            part.commit();
        }
    }

    /** How far all parts say that the stores reach. */
    Optional<Progress> reached() {
        Progress lowest = null;
        for (MemoryParts parts : List.of(store, figureStore)) {
            for (int part = 0; part < PARTS; part++) {
                Optional<Progress> its = parts.progress(part);
                if (its.isEmpty()) {
                    return Optional.empty();
                }
                lowest = lowest == null || its.get().position().compareTo(lowest.position()) < 0 ? its.get() : lowest;
            }
        }
        return Optional.ofNullable(lowest);
    }

    /** All that parts have told the topic of measures, the latest of each span. */
    Map<String, MeasurePoint> toldPoints() {
        Map<String, MeasurePoint> told = new TreeMap<>();
        Stream.of(figures).forEach(part -> told.putAll(part.points));
        return told;
    }

    /** All that parts have told the topic of alerts, the latest of each. */
    Map<String, Alert> toldAlerts() {
        Map<String, Alert> told = new TreeMap<>();
        Stream.of(figures).forEach(part -> told.putAll(part.alerts));
        return told;
    }
}
