package io.millrace.streaming;

import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.pipeline.Recommend;
import io.millrace.streaming.join.JoinStage;
import io.millrace.streaming.row.RowStage;
import io.millrace.streaming.user.OnlineStore.UnreachableException;
import io.millrace.streaming.user.Unwritten;
import io.millrace.streaming.user.UserStage;
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

/**
 * All parts of all stages, with what is on the way between them. Which of the waiting records goes on next is chance;
 * only what one sender put into one partition keeps its order. Parts end and begin again with what is on their shelf.
 */
final class Cluster implements Source.Topics {
    static final int PARTS = 3;

    private final Random random;
    private final Recommend recommend = ShopTables.PIPELINE.recommend();
    private final ChangeCodec codec = new ChangeCodec();
    private final Map<String, Lane> lanes = new TreeMap<>();
    private final MemoryShelf[] rowShelves = shelves();
    private final MemoryShelf[] joinShelves = shelves();
    private final RowStage[] rows = new RowStage[PARTS];
    private final JoinStage[] joins = new JoinStage[PARTS];
    private final UserPart[] users = new UserPart[PARTS];
    final MemoryStore store = new MemoryStore();

    /** Records of one sender in one partition. */
    private static final class Lane {
        final List<Runnable> waiting = new ArrayList<>();
        long offset;
    }

    /** A part of the last stage with the log that it reads, and where it would begin again after a crash. */
    private final class UserPart {
        final int part;
        final List<byte[]> log = new ArrayList<>();
        int next;
        int committed;
        MemoryShelf shelf = new MemoryShelf();
        MemoryShelf committedShelf = new MemoryShelf();
        UserStage stage;

        UserPart(int part) {
            this.part = part;
            begin();
        }

        void begin() {
            stage = new UserStage(shelf, origins(), recommend.halfLife(), new Unwritten(part, 1 + random.nextInt(4)));
        }

        void read() {
            if (next < log.size()) {
                stage.accept(HopCodec.decode(log.get(next++)));
            }
        }

        void commit() {
            committed = next;
            committedShelf = shelf.copy();
        }

        void crash() {
            next = committed;
            shelf = committedShelf.copy();
            begin();
        }

        void writeAll() {
            boolean isMore = true;
            while (isMore) {
                isMore = write();
            }
        }

        boolean write() {
            try {
                return stage.write(store);
            } catch (UnreachableException e) {
                // It is tried again.
                return false;
            }
        }
    }

    Cluster(Random random) {
        this.random = random;
        for (int part = 0; part < PARTS; part++) {
            beginRows(part);
            beginJoins(part);
            users[part] = new UserPart(part);
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
                recommend,
                rowShelves[part],
                id -> Optional.ofNullable(ShopTables.BY_ID.get(id)),
                message -> sendFromRows(part, message));
    }

    private void beginJoins(int part) {
        joins[part] = new JoinStage(
                part,
                joinShelves[part],
                origins().stream()
                        .filter(origin -> origin.stage() == Origin.Stage.ROWS)
                        .toList(),
                message -> toUsers("joins" + part, message));
    }

    private void sendFromRows(int part, HopMessage message) {
        boolean isRelated = message instanceof HopMessage.ParentRow || message instanceof HopMessage.ChildRow;
        if (isRelated || message instanceof HopMessage.Reached) {
            byte[] bytes = HopCodec.encode(message);
            targets(message).forEach(target -> lane("rows" + part + ">joins" + target)
                    .waiting
                    .add(() -> joins[target].accept(HopCodec.decode(bytes))));
        }
        if (!isRelated) {
            toUsers("rows" + part, message);
        }
    }

    private void toUsers(String sender, HopMessage message) {
        byte[] bytes = HopCodec.encode(message);
        targets(message)
                .forEach(target -> lane(sender + ">users" + target).waiting.add(() -> users[target].log.add(bytes)));
    }

    private static IntStream targets(HopMessage message) {
        return message.route()
                .map(route -> IntStream.of(Math.floorMod(route.hashCode(), PARTS)))
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

    /** Some of what waits goes on, and some of what can go wrong does. */
    void run(int steps) {
        for (int step = 0; step < steps; step++) {
            runOne();
            UserPart part = users[random.nextInt(PARTS)];
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> part.read();
                case 5, 6 -> part.write();
                case 7 -> part.commit();
                case 8 -> misfortune(part);
                default -> runOne();
            }
        }
    }

    private void misfortune(UserPart part) {
        int other = random.nextInt(PARTS);
        switch (random.nextInt(10)) {
            case 0 -> part.crash();
            case 1 -> beginRows(other);
            case 2 -> beginJoins(other);
            case 3 -> store.away(true);
            case 4 -> store.become(new MemoryStore());
            default -> store.away(false);
        }
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
        store.away(false);
        while (runOne()) {
            users[random.nextInt(PARTS)].read();
        }
        for (UserPart part : users) {
            while (part.next < part.log.size()) {
                part.read();
            }
            part.writeAll();
        }
    }

    /** Every part crashes and comes back to where it was, with a look at the store after each step of the way. */
    void repeat(Runnable look) {
        for (UserPart part : users) {
            part.crash();
            while (part.next < part.log.size()) {
                part.read();
                part.writeAll();
                look.run();
            }
            part.commit();
        }
    }

    /** How far all parts say that the store reaches. */
    Optional<Progress> reached() {
        Progress lowest = null;
        for (int part = 0; part < PARTS; part++) {
            Optional<Progress> its = store.progress(part);
            if (its.isEmpty()) {
                return Optional.empty();
            }
            lowest = lowest == null || its.get().position().compareTo(lowest.position()) < 0 ? its.get() : lowest;
        }
        return Optional.ofNullable(lowest);
    }
}
