package io.millrace.lakehouse;

import io.delta.tables.DeltaTable;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.pipeline.Pipeline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.LAKE;
import static io.millrace.lakehouse.LakehouseStack.awaitSilver;
import static io.millrace.lakehouse.LakehouseStack.started;
import static io.millrace.lakehouse.UserTable.silver;
import static org.assertj.core.api.Assertions.assertThat;

class QuarantineIT {
    @Test
    void whatCannotBeProcessedIsPutAsideOnceAndStopsNothing() throws Exception {
        // Given
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        var number = new TableSchema.Column("age", ColumnType.of(Kind.INT16), true, "smallint");
        TableSchema older = UserTable.schema(number);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            capture.schema(older);
            capture.empty(older, 99);
            UserTable.row(capture, Operation.READ, 100, 99, 1, "of a schema that nobody published");
            capture.garbage(UserTable.ID, "not JSON at all");
            user(capture, older, Operation.READ, 100, 99, 2, "30");
            user(capture, older, Operation.READ, 100, 99, 3, "99999");
            capture.progress(100);
            try (Lakehouse lakehouse = started(pipeline)) {
                awaitSilver(lakehouse, 100);

                // When
                capture.change(
                        Operation.UPDATE, older, 110, 100, UserTable.key(9), "{\"id\":9,\"name\":\"x\",\"age\":1}");
                user(capture, older, Operation.UPDATE, 111, 100, 2, "31");
                capture.oversized(UserTable.ID, 112, 100, UserTable.key(2));
                capture.progress(120);
                awaitSilver(lakehouse, 120);

                // Then
                assertThat(silver(pipeline)).containsExactly("2 name bio");
                assertThat(lakehouse.status().tables().get(UserTable.ID).quarantined())
                        .isEqualTo(5);
                assertThat(reasons(pipeline))
                        .hasSize(5)
                        .anySatisfy(reason -> assertThat(reason).contains("No schema with the id"))
                        .anySatisfy(reason -> assertThat(reason).contains("Not a Change"))
                        .anySatisfy(
                                reason -> assertThat(reason).contains("In the column age: 99999 does not fit smallint"))
                        .anySatisfy(reason -> assertThat(reason).contains("the lake does not have the row"))
                        .anySatisfy(
                                reason -> assertThat(reason).contains("The row {\"id\":2}, written at 0/70, takes"));
                assertThat(bytes(pipeline)).contains("not JSON at all");

                // When: one of them is lost, and another one arrives
                DeltaTable.forPath(LAKE.spark(), LAKE.location(pipeline.name() + "__log", "quarantine"))
                        .delete("reason LIKE 'Not a Change%'");
                capture.garbage(UserTable.ID, "no JSON either");
                capture.progress(125);
                awaitSilver(lakehouse, 125);

                // Then: only what has arrived is put aside
                assertThat(bytes(pipeline)).contains("no JSON either").doesNotContain("not JSON at all");
            }

            // When: the lakehouse starts again
            try (Lakehouse again = started(pipeline)) {
                UserTable.rename(capture, 130, 125, 77, "nobody");
                capture.progress(140);
                awaitSilver(again, 140);
            }

            // Then: nothing was put aside twice, and nothing is left out
            assertThat(reasons(pipeline)).hasSize(7);
            assertThat(bytes(pipeline)).contains("not JSON at all");
        }
    }

    private static void user(
            FakeCapture capture, TableSchema schema, Operation op, long lsn, long previousCommit, int id, String age) {
        capture.change(
                op,
                schema,
                lsn,
                previousCommit,
                UserTable.key(id),
                "{\"id\":%d,\"name\":\"name\",\"bio\":\"bio\",\"age\":%s}".formatted(id, age));
    }

    private static List<String> reasons(Pipeline pipeline) {
        return quarantine(pipeline).stream()
                .map(row -> row.<String>getAs("reason"))
                .toList();
    }

    private static List<String> bytes(Pipeline pipeline) {
        return quarantine(pipeline).stream()
                .map(row -> new String(row.<byte[]>getAs("record_value"), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<Row> quarantine(Pipeline pipeline) {
        return LAKE.read(pipeline.name() + "__log", "quarantine").collectAsList();
    }
}
