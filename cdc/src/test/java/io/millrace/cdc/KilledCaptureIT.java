package io.millrace.cdc;

import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.CrashPoint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Capture is killed at each named point of the stream while transactions overlap; what it published is looked at
 * afterwards.
 */
class KilledCaptureIT {
    private static final List<CrashPoint> POINTS = List.of(
            CrashPoint.CDC_BEFORE_SEND,
            CrashPoint.CDC_AFTER_SEND,
            CrashPoint.CDC_AFTER_CONFIRM,
            CrashPoint.CDC_AFTER_MARK,
            CrashPoint.CDC_AFTER_OFFSET,
            CrashPoint.CDC_AFTER_SLOT,
            CrashPoint.CDC_AFTER_PROGRESS);

    /** Late enough that changes go before. */
    private static final int PASS = 5;

    private static final List<String> TABLES = List.of("public.left_side", "public.right_side");

    private static CaptureWorld world;
    private static CdcProcess process;
    private static Map<String, List<Change>> changes = new TreeMap<>();
    private static Position reached;

    @BeforeAll
    static void writeAndKill() throws Exception {
        world = CaptureWorld.of(
                "killed_it",
                """
                CREATE TABLE left_side (id int PRIMARY KEY, value int NOT NULL);
                CREATE TABLE right_side (id int PRIMARY KEY, value int NOT NULL);
                INSERT INTO left_side SELECT n, 0 FROM generate_series(1, 300) n;
                INSERT INTO right_side SELECT n, 0 FROM generate_series(1, 300) n;
                """,
                TABLES.toArray(String[]::new));
        process = new CdcProcess(world);
        process.start();
        world.awaitLoaded();
        var writing = new AtomicBoolean(true);
        var writer = new Thread(() -> write(writing), "writer");
        writer.start();
        process.kill();
        for (CrashPoint point : POINTS) {
            process.dieAt(point.atPass(PASS));
            assertThat(writer.isAlive()).as("the writer writes on").isTrue();
        }
        process.start();
        writing.set(false);
        writer.join();
        Position end = endOfLog();
        eventually(() -> assertThat(
                        world.published().progress().orElseThrow().position().reaches(end))
                .isTrue());
        for (String table : TABLES) {
            changes.put(table, changesOf(table));
        }
        reached = world.published().progress().orElseThrow().position();
    }

    @AfterAll
    static void stop() {
        assertThat(process.stop()).as("ends when it is asked to").isTrue();
    }

    private static List<Change> changesOf(String table) {
        return world.published().changes(table);
    }

    /** Two transactions that overlap, over and over, and now and then one that writes many rows with one command. */
    private static void write(AtomicBoolean writing) {
        var random = new Random(7);
        try (Connection first = world.connect();
                Connection second = world.connect()) {
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            while (writing.get()) {
                int id = 1 + random.nextInt(300);
                execute(first, "UPDATE left_side SET value = value + 1 WHERE id = " + id);
                execute(second, "UPDATE right_side SET value = value + 1 WHERE id = " + id);
                execute(second, "SELECT pg_logical_emit_message(false, 'other', 'not ours')");
                execute(second, "DELETE FROM right_side WHERE id = 1000 + " + id % 150);
                if (random.nextInt(10) == 0) {
                    execute(
                            second,
                            "INSERT INTO right_side SELECT 1000 + n, " + id
                                    + " FROM generate_series(1, 150) n ON CONFLICT (id) DO UPDATE SET value = " + id);
                }
                second.commit();
                execute(first, "UPDATE left_side SET value = value + 1 WHERE id = " + (301 - id));
                // Few enough to be read again and again by the tests.
                execute(first, "SELECT pg_sleep(0.01)");
                first.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Position endOfLog() throws SQLException {
        try (Connection connection = world.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_wal_lsn()")) {
            row.next();
            return new Position(1, Position.parseLsn(row.getString(1)));
        }
    }

    @Test
    void nothingIsLost() throws SQLException {
        for (String table : TABLES) {
            assertThat(folded(changes.get(table))).as(table).isEqualTo(rows(table));
        }
    }

    private static Map<Integer, Integer> folded(List<Change> inLogOrder) {
        Map<Integer, Integer> rows = new TreeMap<>();
        for (Change change : inLogOrder) {
            if (change.op() == Operation.TRUNCATE) {
                rows.clear();
            } else if (change.op() == Operation.DELETE) {
                rows.remove(change.key().get("id").intValue());
            } else if (change.isPartOf(reached)) {
                rows.put(
                        change.key().get("id").intValue(),
                        change.after().get("value").intValue());
            }
        }
        return rows;
    }

    private static Map<Integer, Integer> rows(String table) throws SQLException {
        Map<Integer, Integer> rows = new TreeMap<>();
        try (Connection connection = world.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, value FROM " + table)) {
            while (row.next()) {
                rows.put(row.getInt(1), row.getInt(2));
            }
        }
        return rows;
    }

    @Test
    void everyRowIsReadOnce() {
        for (String table : TABLES) {
            assertThat(changes.get(table).stream().filter(change -> change.op() == Operation.READ))
                    .hasSize(300);
        }
    }

    @Test
    void aChangeThatIsPublishedAgainIsPartOfTheSamePositions() {
        Map<String, Change> first = new HashMap<>();
        int repeated = 0;
        for (Change change : changes.get("public.right_side")) {
            Change before = first.putIfAbsent(change.op() + " " + change.key() + " " + change.lsn(), change);
            if (before != null && change.op() != Operation.TRUNCATE) {
                repeated++;
                assertThat(change).isEqualTo(before);
            }
        }
        assertThat(repeated).as("the kills made repetitions to look at").isPositive();
    }

    @Test
    void allChangesOfATransactionArePartOfTheSamePositions() {
        Map<Long, Set<Long>> previousCommits = new HashMap<>();
        changes.values().forEach(ofTable -> ofTable.stream()
                .filter(change -> change.transaction() != 0)
                .forEach(change -> previousCommits
                        .computeIfAbsent(change.transaction(), ignored -> new HashSet<>())
                        .add(change.previousCommit())));

        assertThat(previousCommits.values()).allSatisfy(each -> assertThat(each).hasSize(1));
    }

    @Test
    void progressStandsBehindEveryChangeOfItsPosition() {
        for (String table : TABLES) {
            Map<Integer, Position> progress = new HashMap<>();
            Set<String> seen = new HashSet<>();
            for (PublishedChanges.Entry entry : world.published().entries(CaptureWorld.table(table))) {
                if (entry.progress() != null) {
                    progress.merge(entry.partition(), entry.progress().position(), KilledCaptureIT::later);
                } else if (entry.change() != null && entry.change().reload() == null) {
                    Change change = entry.change();
                    boolean first = seen.add(entry.partition() + " " + change.op() + " " + change.key() + change.lsn());
                    Position before = progress.getOrDefault(entry.partition(), Position.START);
                    assertThat(!first || !change.isPartOf(before))
                            .as("%s came after progress %s", change, before)
                            .isTrue();
                }
            }
        }
    }

    private static Position later(Position left, Position right) {
        return left.reaches(right) ? left : right;
    }
}
