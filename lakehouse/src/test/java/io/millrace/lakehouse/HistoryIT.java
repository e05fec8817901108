package io.millrace.lakehouse;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.lakehouse.silver.RowChange;
import io.millrace.lakehouse.silver.SourceHistory;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.LAKE;
import static io.millrace.lakehouse.LakehouseStack.awaitSilver;
import static io.millrace.lakehouse.LakehouseStack.startedWithHistory;
import static org.assertj.core.api.Assertions.assertThat;

class HistoryIT {
    private static final TableSchema USER = UserTable.SCHEMA;

    @Test
    void theTableIsThereAsOfEachCommitWhateverTheRoundsAndStarts() throws Exception {
        // Given
        var source = new SourceHistory(11);
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            capture.schema(USER);
            publish(capture, source, Long.MIN_VALUE, source.snapshot);
            // When: the lakehouse is started anew after a third and after two thirds of the transactions
            long from = source.snapshot;
            int third = source.states.size() / 3;
            for (int end : new int[] {third, 2 * third, source.states.size() - 1}) {
                try (Lakehouse lakehouse = startedWithHistory(pipeline)) {
                    if (from == source.snapshot) {
                        awaitSilver(lakehouse, from);
                        awaitHistory(pipeline, source.states.subList(0, 1));
                    }
                    long upTo = source.states.get(end).commit();
                    publish(capture, source, from, upTo);
                    awaitSilver(lakehouse, upTo);
                    // Then
                    awaitHistory(pipeline, source.states.subList(0, end + 1));
                    from = upTo;
                }
            }
        }
    }

    @Test
    void aVersionSaysWhatBeganItAndWhatEndedIt() throws Exception {
        // Given
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            capture.schema(USER);
            capture.truncate(UserTable.ID, 99, 99);
            UserTable.row(capture, Operation.READ, 100, 99, 1, "Ada");
            capture.progress(100);
            try (Lakehouse lakehouse = startedWithHistory(pipeline)) {
                awaitSilver(lakehouse, 100);
                Awaitility.await().atMost(LakehouseStack.DEADLINE).until(() -> LAKE.exists(schema(pipeline), "users"));
                // When
                UserTable.rename(capture, 110, 100, 1, "Bo");
                UserTable.row(capture, Operation.CREATE, 111, 100, 2, "Cy");
                UserTable.delete(capture, 120, 115, 1);
                capture.progress(130);
                awaitSilver(lakehouse, 130);
                // Then
                Awaitility.await()
                        .atMost(LakehouseStack.DEADLINE)
                        .pollInterval(Duration.ofMillis(500))
                        .untilAsserted(() -> assertThat(versions(pipeline))
                                .containsExactly(
                                        "1 Ada bio 1 read 1:0/64 until update 1:0/6E",
                                        "1 Bo bio 1 update 1:0/6E until delete 1:0/78",
                                        "2 Cy bio 2 insert 1:0/6F until null null"));
            }
        }
    }

    @Test
    void aReloadMakesVersionsOnlyWhereItFoundADifference() throws Exception {
        // Given
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID);
                Lakehouse lakehouse = startedWithHistory(pipeline)) {
            capture.schema(USER);
            capture.empty(USER, 99);
            capture.progress(100);
            awaitSilver(lakehouse, 100);
            Awaitility.await().atMost(LakehouseStack.DEADLINE).until(() -> LAKE.exists(schema(pipeline), "users"));
            for (int id = 1; id <= 3; id++) {
                UserTable.row(capture, Operation.CREATE, 100 + id, 100, id, "user" + id);
            }
            capture.progress(110);
            awaitSilver(lakehouse, 110);
            // When: it finds one the same, one different, one gone and one that the stream never told of
            capture.reloaded("again", USER, 112, UserTable.key(1), row(1, "user1"));
            capture.reloaded("again", USER, 112, UserTable.key(2), row(2, "mended"));
            capture.reloaded("again", USER, 112, UserTable.key(4), row(4, "found"));
            capture.reloadEnds("again", UserTable.ID, TableNote.Scope.TABLE, 112, 112);
            capture.progress(120);
            awaitSilver(lakehouse, 120);
            UserTable.row(capture, Operation.CREATE, 121, 120, 5, "later");
            // Then
            var heartbeat = new AtomicLong(130);
            Awaitility.await()
                    .atMost(LakehouseStack.DEADLINE)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> {
                        // The comparison takes a cut that surely shows the reload: one after that at which it was
                        // noticed.
                        capture.progress(heartbeat.getAndIncrement());
                        assertThat(versions(pipeline))
                                .extracting(version -> version.replaceAll("reload 1:0/[0-9A-F]+", "reload"))
                                .containsExactly(
                                        "1 user1 bio 1 insert 1:0/65 until null null",
                                        "2 user2 bio 2 insert 1:0/66 until reload",
                                        "2 mended bio 2 reload until null null",
                                        "3 user3 bio 3 insert 1:0/67 until reload",
                                        "4 found bio 4 reload until null null",
                                        "5 later bio 5 insert 1:0/79 until null null");
                    });
        }
    }

    private static String row(int id, String name) {
        return "{\"id\":%d,\"name\":\"%s\",\"bio\":\"bio %d\"}".formatted(id, name, id);
    }

    private static void publish(FakeCapture capture, SourceHistory source, long after, long upTo) {
        for (SourceHistory.Published published : source.published) {
            RowChange change = published.change();
            if (change.previousCommit() >= after && change.previousCommit() < upTo) {
                long commit = source.commitOf(change);
                if (change.op() == Operation.TRUNCATE) {
                    capture.truncate(UserTable.ID, change.lsn(), change.previousCommit(), commit);
                } else {
                    capture.change(
                            change.op(),
                            USER,
                            change.lsn(),
                            change.previousCommit(),
                            commit,
                            UserTable.key(published.key()),
                            image(published.key(), change.values()));
                }
            }
        }
        capture.progress(upTo);
    }

    private static String image(int key, List<Object> values) {
        if (values.isEmpty()) {
            return null;
        }
        String large = values.get(1) == RowChange.ABSENT ? "" : ",\"bio\":\"%s\"".formatted(values.get(1));
        return "{\"id\":%d,\"name\":\"%s\"%s}".formatted(key, values.get(0), large);
    }

    private static void awaitHistory(Pipeline pipeline, List<SourceHistory.State> states) {
        Awaitility.await()
                .atMost(LakehouseStack.DEADLINE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    // One query for all of them: the versions are the same, and each query costs Spark a plan.
                    List<Row> versions = history(pipeline)
                            .select("id", "name", "bio", "_valid_from", "_valid_to")
                            .collectAsList();
                    for (SourceHistory.State state : states) {
                        assertThat(asOf(versions, Instant.ofEpochSecond(state.commit())))
                                .as("at %d", state.commit())
                                .isEqualTo(state.rows());
                    }
                });
    }

    private static Map<Integer, List<Object>> asOf(List<Row> versions, Instant moment) {
        Map<Integer, List<Object>> rows = new HashMap<>();
        for (Row row : versions) {
            Timestamp upTo = row.getAs("_valid_to");
            boolean hasBegun = !row.<Timestamp>getAs("_valid_from").toInstant().isAfter(moment);
            if (hasBegun && (upTo == null || upTo.toInstant().isAfter(moment))) {
                rows.put((int) row.getLong(0), List.of(row.getString(1), row.getString(2)));
            }
        }
        return rows;
    }

    private static List<String> versions(Pipeline pipeline) {
        return history(pipeline)
                .orderBy("id", "_valid_from")
                .selectExpr(
                        "concat_ws(' ', id, name, bio, _operation, _from_position, 'until', ifnull(_ended_by, 'null'),"
                                + " ifnull(_to_position, 'null'))")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static Dataset<Row> history(Pipeline pipeline) {
        return LAKE.read(schema(pipeline), "users");
    }

    private static String schema(Pipeline pipeline) {
        return pipeline.name() + "__history";
    }
}
