package io.millrace.lakehouse;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableNote.Scope;
import io.millrace.contracts.pipeline.Pipeline;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.DEADLINE;
import static io.millrace.lakehouse.LakehouseStack.awaitSilver;
import static io.millrace.lakehouse.LakehouseStack.started;
import static io.millrace.lakehouse.UserTable.silver;
import static org.assertj.core.api.Assertions.assertThat;

/** Kafka loses records that nobody has read yet. */
class LostRecordsIT {
    @Test
    void aTableWhoseRecordsExpiredUnreadIsStaleUntilItWasReadAgain() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var source = new FakeSource();
                var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            // Given
            load(pipeline, capture);

            // When: this change is gone before the lake is back
            UserTable.row(capture, Operation.CREATE, 110, 100, 3, "three");
            capture.expire();

            // Then
            try (Lakehouse lakehouse = started(pipeline, source.url())) {
                assertThat(stale(lakehouse))
                        .hasValueSatisfying(reason -> assertThat(reason).startsWith("Kafka lost changes"));
                answer(pipeline, lakehouse, source, capture, 1_000_010);
            }
            // Once is enough
            try (Lakehouse lakehouse = started(pipeline, source.url())) {
                assertThat(stale(lakehouse)).isEmpty();
            }
        }
    }

    @Test
    void aTopicThatWasMadeAnewIsNotTakenForTheOneThatWasReadHoweverLongItIs() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var source = new FakeSource();
                var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            // Given
            load(pipeline, capture);

            // When
            UserTable.row(capture, Operation.CREATE, 110, 100, 3, "three");
            capture.remakeTopic(UserTable.ID);
            for (int record = 0; record < 20; record++) {
                capture.progress(120 + record);
            }

            // Then
            try (Lakehouse lakehouse = started(pipeline, source.url())) {
                assertThat(stale(lakehouse))
                        .hasValueSatisfying(reason -> assertThat(reason).contains("is not the one that was read"));
                answer(pipeline, lakehouse, source, capture, 150);
            }
        }
    }

    @Test
    void aTopicThatIsMadeAnewWhileItIsReadEndsTheProcess() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var source = new FakeSource();
                var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            load(pipeline, capture);
            try (Lakehouse lakehouse = started(pipeline, source.url())) {
                // When
                capture.remakeTopic(UserTable.ID);
                for (int record = 0; record < 20; record++) {
                    capture.progress(120 + record);
                }

                // Then
                Awaitility.await().atMost(DEADLINE).until(() -> lakehouse.failure() != null);
            }
            try (Lakehouse lakehouse = started(pipeline, source.url())) {
                answer(pipeline, lakehouse, source, capture, 150);
            }
        }
    }

    @Test
    void aLakeWhoseChangeLogWasDeletedHasItsTablesReadAgain() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var source = new FakeSource();
                var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            // Given
            load(pipeline, capture);

            // When: a change is nowhere, and where reading ended nobody knows
            UserTable.row(capture, Operation.CREATE, 110, 100, 3, "three");
            capture.expire();
            LakehouseStack.LAKE.remove(LakehouseStack.LAKE.location(pipeline.name() + "__log", "changes"));

            // Then
            try (Lakehouse lakehouse = started(pipeline, source.url())) {
                assertThat(stale(lakehouse))
                        .hasValueSatisfying(reason -> assertThat(reason).startsWith("The change log is gone"));
                assertThat(silver(pipeline)).containsExactly("1 one bio 1", "2 two bio 2");
                // Of what is left in Kafka nothing says how far it reaches.
                capture.progress(1_000_005);
                answer(pipeline, lakehouse, source, capture, 1_000_010);
                // From then on the stream tells all again
                UserTable.row(capture, Operation.CREATE, 1_000_040, 1_000_030, 4, "four");
                capture.progress(1_000_050);
                awaitSilver(lakehouse, 1_000_050);
                assertThat(silver(pipeline)).hasSize(4).contains("4 four bio 4");
            }
            try (Lakehouse lakehouse = started(pipeline, source.url())) {
                assertThat(stale(lakehouse)).isEmpty();
                assertThat(source.requests()).hasSize(1);
            }
        }
    }

    private static void load(Pipeline pipeline, FakeCapture capture) throws InterruptedException {
        capture.schema(UserTable.SCHEMA);
        capture.empty(UserTable.SCHEMA, 99);
        UserTable.row(capture, Operation.CREATE, 100, 99, 1, "one");
        UserTable.row(capture, Operation.CREATE, 101, 99, 2, "two");
        capture.progress(105);
        try (Lakehouse lakehouse = started(pipeline)) {
            awaitSilver(lakehouse, 105);
        }
    }

    /** The lake asks for the table and is told what it holds now. */
    private static void answer(
            Pipeline pipeline, Lakehouse lakehouse, FakeSource source, FakeCapture capture, long lsn) {
        Awaitility.await().atMost(DEADLINE).until(() -> !source.requests().isEmpty());
        assertThat(source.requests().get(0).keys()).as("the whole table").isNull();
        for (int id = 1; id <= 3; id++) {
            capture.reloaded(
                    "asked1",
                    UserTable.SCHEMA,
                    lsn,
                    UserTable.key(id),
                    "{\"id\":%1$d,\"name\":\"now\",\"bio\":\"bio %1$d\"}".formatted(id));
        }
        capture.reloadEnds("asked1", UserTable.ID, Scope.TABLE, lsn, lsn);
        capture.progress(lsn + 10);
        awaitSilver(lakehouse, lsn + 10);
        Awaitility.await().atMost(DEADLINE).until(() -> stale(lakehouse).isEmpty());
        assertThat(silver(pipeline)).containsExactly("1 now bio 1", "2 now bio 2", "3 now bio 3");
        assertThat(source.requests()).hasSize(1);
    }

    private static Optional<String> stale(Lakehouse lakehouse) {
        return lakehouse.status().tables().get(UserTable.ID).stale();
    }
}
