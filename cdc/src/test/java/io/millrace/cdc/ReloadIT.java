package io.millrace.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableNote.Scope;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** Tables are read again while they are written, and what was read equals them where the stream has got to. */
class ReloadIT {
    private static final TableId BUSY = TableId.parse("public.busy");
    private static final TableId QUIET = TableId.parse("public.quiet");

    private static CaptureWorld world;
    private static ChangeCapture capture;
    private static CaptureClient client;

    @BeforeAll
    static void captureTables() {
        world = CaptureWorld.of(
                "reload_it",
                """
                CREATE TABLE busy (region text, id int, value text, PRIMARY KEY (region, id));
                INSERT INTO busy SELECT chr(97 + n % 26) || E'\\t''' , n, md5(n::text) FROM generate_series(1, 20000) n;
                CREATE TABLE quiet (id int, at timestamptz, name text, note text, PRIMARY KEY (id, at));
                INSERT INTO quiet SELECT n, timestamptz '2024-01-01 00:00:00.000001+00' + n * interval '1 day', 'n' || n
                  FROM generate_series(1, 100) n;
                ANALYZE;
                """,
                "public.busy",
                "public.quiet");
        capture = world.capture();
        world.awaitLoaded();
        client = new CaptureClient(capture.port());
    }

    @AfterAll
    static void stop() {
        capture.close();
    }

    @Test
    void aTableThatIsReadWhileItIsWrittenEqualsTheSource() throws Exception {
        // Given transactions on many rows, some of them long
        var writing = new AtomicBoolean(true);
        var writer = new Thread(() -> write(writing));
        writer.start();

        // When the table is read again
        ReloadState ended = client.awaitEnd(
                client.reload(ReloadRequest.ofTable(BUSY, "test")).id());
        writing.set(false);
        writer.join();

        // Then its rows with what the stream says on top are the table
        assertThat(ended.phase()).isEqualTo(ReloadState.Phase.PUBLISHED);
        Position end = endOfLog();
        awaitProgress(end);
        var reloaded = new ReloadedTable(world.published(), "public.busy", ended.id());
        assertThat(values(reloaded.at(world.published().progress().orElseThrow().position())))
                .isEqualTo(rows());
        TableNote note = reloaded.note();
        assertThat(note.scope()).isEqualTo(Scope.TABLE);
        assertThat(reloaded.rows()).hasSize((int) ended.rows()).allSatisfy(row -> {
            assertThat(row.op()).isEqualTo(Operation.READ);
            assertThat(row.previousCommit()).isEqualTo(row.lsn() - 1);
            assertThat(row.lsn()).isBetween(note.from(), note.upTo());
        });
    }

    private static void write(AtomicBoolean writing) {
        var random = new Random(5);
        try (Connection connection = world.connect();
                Connection other = world.connect();
                Statement statement = connection.createStatement();
                Statement otherStatement = other.createStatement()) {
            connection.setAutoCommit(false);
            other.setAutoCommit(false);
            while (writing.get()) {
                int id = random.nextInt(20_000);
                statement.execute("UPDATE busy SET value = value || '+' WHERE id = " + id);
                otherStatement.execute("UPDATE busy SET value = 'other' WHERE id = " + (id + 20_000));
                statement.execute("DELETE FROM busy WHERE id = " + (id + 1));
                otherStatement.execute("INSERT INTO busy VALUES ('new', %d, 'x') ON CONFLICT DO NOTHING"
                        .formatted(20_000 + random.nextInt(500)));
                connection.commit();
                statement.execute("UPDATE busy SET id = id + 100000 WHERE id = " + (id + 2));
                connection.commit();
                other.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> values(Map<String, ObjectNode> rows) {
        return rows.values().stream()
                .collect(Collectors.toMap(
                        row -> row.get("region").textValue() + row.get("id"),
                        row -> row.get("value").textValue(),
                        (left, right) -> left,
                        TreeMap::new));
    }

    private static Map<String, String> rows() throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (var connection = world.connect();
                var row = connection.createStatement().executeQuery("SELECT region || id, value FROM busy")) {
            while (row.next()) {
                rows.put(row.getString(1), row.getString(2));
            }
        }
        return rows;
    }

    private static Position endOfLog() throws SQLException {
        try (var connection = world.connect();
                var row = connection.createStatement().executeQuery("SELECT pg_current_wal_lsn()")) {
            row.next();
            return new Position(1, Position.parseLsn(row.getString(1)));
        }
    }

    private static void awaitProgress(Position position) {
        eventually(() -> assertThat(
                        world.published().progress().orElseThrow().position().reaches(position))
                .isTrue());
    }

    @Test
    void everyPartitionLearnsOfTheEndBehindItsRows() throws Exception {
        ReloadState ended = client.awaitEnd(
                client.reload(ReloadRequest.ofTable(QUIET, "test")).id());

        long announced = 0;
        Map<Integer, List<TableNote>> notes = world.published().notes("public.quiet");
        assertThat(notes.keySet()).containsExactlyInAnyOrder(0, 1, 2);
        for (int partition : notes.keySet()) {
            long before = 0;
            for (PublishedChanges.Entry entry : world.published().entries(QUIET)) {
                if (entry.partition() == partition
                        && entry.note() != null
                        && ended.id().equals(entry.note().reload())) {
                    assertThat(before).isEqualTo(entry.note().rows());
                    announced += before;
                } else if (entry.partition() == partition
                        && entry.change() != null
                        && ended.id().equals(entry.change().reload())) {
                    before++;
                }
            }
        }
        assertThat(announced).isEqualTo(100).isEqualTo(ended.rows());
    }

    @Test
    void keysAreReadAndThoseWithoutARowAreReportedAsGone() throws Exception {
        ObjectNode there = key(1, 1_704_153_600_000_001L);
        ObjectNode gone = key(1_000, 1_704_067_200_000_001L);

        ReloadState ended = client.awaitEnd(client.reload(ReloadRequest.ofKeys(QUIET, List.of(gone, there), "test"))
                .id());

        var reloaded = new ReloadedTable(world.published(), "public.quiet", ended.id());
        assertThat(reloaded.note().scope()).isEqualTo(Scope.KEYS);
        assertThat(reloaded.rows()).hasSize(2);
        Change read = only(reloaded, Operation.READ);
        assertThat(read.after().get("name").textValue()).isEqualTo("n1");
        assertThat(read.after().get("note").isNull()).isTrue();
        Change deleted = only(reloaded, Operation.DELETE);
        assertThat(deleted.key().toString()).isEqualTo("{\"id\":1000,\"at\":1704067200000001}");
        assertThat(deleted.after()).isNull();
        assertThat(deleted.previousCommit()).isEqualTo(deleted.lsn() - 1);
    }

    private static ObjectNode key(int id, long at) {
        return JsonNodeFactory.instance.objectNode().put("at", at).put("id", id);
    }

    private static Change only(ReloadedTable reloaded, Operation op) {
        return reloaded.rows().stream()
                .filter(change -> change.op() == op)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aConditionChoosesRows() throws Exception {
        var request = new ReloadRequest(QUIET, "id <= 7 AND name LIKE 'n%' -- the first ones", null, "test");

        ReloadState ended = client.awaitEnd(client.reload(request).id());

        Set<Integer> ids = new ReloadedTable(world.published(), "public.quiet", ended.id())
                .rows().stream()
                        .map(change -> change.key())
                        .map(key -> key.get("id"))
                        .map(JsonNode::intValue)
                        .collect(Collectors.toSet());
        assertThat(ids).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void aConditionThatIsNoConditionFailsWithASentence() throws Exception {
        for (String where : List.of("nothing = 1", "1 / 0 = id", "true)) TO PROGRAM 'true' --", "id = 1 ORDER BY")) {
            ReloadState ended = client.awaitEnd(
                    client.reload(new ReloadRequest(QUIET, where, null, "test")).id());

            assertThat(ended.phase()).as(where).isEqualTo(ReloadState.Phase.FAILED);
            assertThat(ended.problem()).as(where).startsWith("The source refuses: ");
        }
        assertThat(client.refusal(new ReloadRequest(QUIET, "true; DROP TABLE quiet", null, "test")))
                .contains("semicolon");
        assertThat(client.refusal(ReloadRequest.ofTable(TableId.parse("public.other"), "test")))
                .contains("does not name the table public.other");
    }
}
