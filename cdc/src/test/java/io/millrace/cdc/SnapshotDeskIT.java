package io.millrace.cdc;

import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.source.SourceSnapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A moment of the source that is held still lies exactly where its position says, whatever commits around it. */
class SnapshotDeskIT {
    private static final int WRITERS = 4;
    private static final int SNAPSHOTS = 8;
    /** Transactions for each moment. */
    private static final int TURNS = 500;

    private static CaptureWorld world;
    private static ChangeCapture capture;

    @BeforeAll
    static void captureATable() {
        world = CaptureWorld.of("desk_it", "CREATE TABLE kept (id bigserial PRIMARY KEY, value int)", "public.kept");
        capture = world.capture();
        world.awaitLoaded();
    }

    @AfterAll
    static void stop() {
        capture.close();
    }

    @Test
    void whatCommittedAtOrBeforeThePositionIsVisibleAndNothingElse() throws Exception {
        // Given transactions of two rows that overlap, no more of them than a busy machine captures meanwhile
        var turns = new Semaphore(0);
        var writing = new AtomicBoolean(true);
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            var thread = new Thread(() -> write(turns, writing));
            thread.start();
            writers.add(thread);
        }

        // When moments are held still among them
        Map<Position, Set<Long>> visible = new HashMap<>();
        var client = new CaptureClient(capture.port());
        try {
            for (int taken = 0; taken < SNAPSHOTS; taken++) {
                turns.release(TURNS);
                eventually(() -> assertThat(turns.availablePermits()).isLessThan(TURNS));
                SourceSnapshot snapshot = client.takeSnapshot();
                visible.put(snapshot.position(), idsIn(snapshot));
                client.endSnapshot(snapshot.name());
            }
        } finally {
            writing.set(false);
            turns.release(WRITERS);
            for (Thread writer : writers) {
                writer.join();
            }
        }

        // Then each shows the rows of exactly the changes that are part of its position
        Position last = visible.keySet().stream().max(Position::compareTo).orElseThrow();
        eventually(() -> assertThat(
                        world.published().progress().orElseThrow().position().reaches(last))
                .isTrue());
        List<Change> changes = world.published().changes("public.kept");
        visible.forEach((position, ids) -> assertThat(ids)
                .as(position.toString())
                .isEqualTo(changes.stream()
                        .filter(change -> change.isPartOf(position) && change.key() != null)
                        .map(change -> change.key().get("id").longValue())
                        .collect(Collectors.toCollection(TreeSet::new))));
        assertThat(visible.values().stream().distinct().count())
                .as("moments that differ")
                .isGreaterThan(2);
    }

    private static void write(Semaphore turns, AtomicBoolean writing) {
        try (Connection connection = world.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            turns.acquire();
            while (writing.get()) {
                statement.execute("INSERT INTO kept (value) VALUES (1)");
                statement.execute("INSERT INTO kept (value) VALUES (2)");
                connection.commit();
                turns.acquire();
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<Long> idsIn(SourceSnapshot snapshot) throws SQLException {
        Set<Long> ids = new TreeSet<>();
        try (Connection connection = world.connect();
                Statement statement = connection.createStatement()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot.name() + "'");
            try (ResultSet row = statement.executeQuery("SELECT id FROM kept")) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        return ids;
    }

    @Test
    void aMomentThatWasLetGoCannotBeTakenAny() throws Exception {
        var client = new CaptureClient(capture.port());
        SourceSnapshot snapshot = client.takeSnapshot();

        client.endSnapshot(snapshot.name());

        assertThatThrownBy(() -> idsIn(snapshot)).isInstanceOf(SQLException.class);
    }
}
