package io.millrace.lakehouse;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.pipeline.Pipeline;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.LAKE;
import static io.millrace.lakehouse.LakehouseStack.awaitSilver;
import static io.millrace.lakehouse.LakehouseStack.started;
import static io.millrace.lakehouse.UserTable.silver;
import static org.assertj.core.api.Assertions.assertThat;

class RestartIT {
    @Test
    void aNewStartGoesOnWhereTheLogEndsAndLosesAndRepeatsNothing() throws Exception {
        // Given
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            LakeSnapshot first = loaded(pipeline, capture);

            // When: capture was killed too, and sends again what it had not yet marked as sent.
            UserTable.row(capture, Operation.CREATE, 110, 100, 3, "again");
            UserTable.delete(capture, 111, 100, 1);
            UserTable.row(capture, Operation.CREATE, 110, 100, 3, "again");
            UserTable.delete(capture, 111, 100, 1);
            capture.progress(120);
            try (Lakehouse second = started(pipeline)) {
                awaitSilver(second, 120);
            }

            // Then
            assertThat(silver(pipeline)).containsExactly("2 two bio 2", "3 again bio 3");
            assertThat(logged(pipeline)).isEqualTo(offsets(pipeline));
            assertThat(first.position().lsn()).isEqualTo(100);
        }
    }

    @Test
    void aCrashBetweenTheTablesCommitAndTheCutIsMadeGood() throws Exception {
        // Given
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            LakeSnapshot first = loaded(pipeline, capture);
            UserTable.delete(capture, 110, 100, 1);
            UserTable.row(capture, Operation.CREATE, 111, 100, 3, "three");
            capture.progress(120);
            try (Lakehouse second = started(pipeline)) {
                awaitSilver(second, 120);
            }
            long version = LAKE.version(pipeline.name(), "users").orElseThrow();

            // When: the cut was not yet written.
            LAKE.publish(pipeline.name(), first);
            try (Lakehouse third = started(pipeline)) {
                awaitSilver(third, 120);
            }

            // Then: the table is not written again.
            assertThat(silver(pipeline)).containsExactly("2 two bio 2", "3 three bio 3");
            assertThat(LAKE.version(pipeline.name(), "users")).hasValue(version);
        }
    }

    private static LakeSnapshot loaded(Pipeline pipeline, FakeCapture capture) throws InterruptedException {
        capture.schema(UserTable.SCHEMA);
        capture.empty(UserTable.SCHEMA, 99);
        UserTable.row(capture, Operation.READ, 100, 99, 1, "one");
        UserTable.row(capture, Operation.READ, 100, 99, 2, "two");
        capture.progress(100);
        try (Lakehouse lakehouse = started(pipeline)) {
            awaitSilver(lakehouse, 100);
            return lakehouse.latest().orElseThrow();
        }
    }

    /** Rows of changes in the log. */
    private static long logged(Pipeline pipeline) {
        return LAKE.read(pipeline.name() + "__log", "changes")
                .where("source_table = 'public.users'")
                .count();
    }

    /** Different Kafka records among them. */
    private static long offsets(Pipeline pipeline) {
        return LAKE.read(pipeline.name() + "__log", "changes")
                .where("source_table = 'public.users'")
                .select("topic", "partition", "offset")
                .distinct()
                .count();
    }
}
