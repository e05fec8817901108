package io.millrace.lakehouse;

import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import java.util.List;
import org.apache.spark.sql.Row;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.LAKE;
import static io.millrace.lakehouse.LakehouseStack.started;
import static org.assertj.core.api.Assertions.assertThat;

class AlertsIT {
    private static final String RULES =
            "rules: {large: {table: public.users, at: id, kind: value, value: id, above: 5, key: id, severity: high}}\n";

    @Test
    void eachAlertIsOneRowAsItsLatestChangeLeftIt() throws Exception {
        // Given
        Pipeline plain = LakehouseStack.pipeline(UserTable.ID);
        Pipeline pipeline = PipelineFile.parse(LakehouseStack.yaml(plain) + RULES, name -> null);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            try (Lakehouse lakehouse = started(pipeline)) {
                // When
                capture.makeAlerts();
                alert(capture, "a", true, "7", "1066-10-14T09:00:00.123456Z", "1:0/10");
                alert(capture, "b", true, "8", "2026-01-01T00:00:00Z", "1:0/20");
                capture.alert("c", "no alert");
                capture.alert("c", "{\"id\":\"c\"}");
                alert(capture, "d", true, "9", "+999999-01-01T00:00:00Z", "1:0/20");
                alert(capture, "a", false, "7", "1066-10-14T09:00:00.123456Z", "1:0/30");
                // Then
                eventually(
                        pipeline, "a false 7 1066-10-14 09:00:00.123456 1:0/30", "b true 8 2026-01-01 00:00:00 1:0/20");
                assertThat(lakehouse.failure()).isNull();
            }
            // When a live state that is built anew tells again what was, and it was down meanwhile
            alert(capture, "a", true, "7", "1066-10-14T09:00:00.123456Z", "1:0/10");
            alert(capture, "b", true, "8", "2026-01-01T00:00:00Z", "1:0/20");
            try (Lakehouse again = started(pipeline)) {
                alert(capture, "e", true, "6", "2026-01-02T00:00:00Z", "2:0/1");
                String unchanged = "a false 7 1066-10-14 09:00:00.123456 1:0/30";
                // Then
                eventually(
                        pipeline,
                        unchanged,
                        "b true 8 2026-01-01 00:00:00 1:0/20",
                        "e true 6 2026-01-02 00:00:00 2:0/1");
                // When other evidence is found as of the same position
                alert(capture, "b", true, "9", "2026-01-01T00:00:00Z", "1:0/20");
                // Then
                eventually(
                        pipeline,
                        unchanged,
                        "b true 9 2026-01-01 00:00:00 1:0/20",
                        "e true 6 2026-01-02 00:00:00 2:0/1");
                assertThat(again.failure()).isNull();
            }
            Row evidence = LAKE.read(schema(pipeline), "alerts")
                    .where("id = 'b'")
                    .selectExpr(
                            "severity",
                            "rule",
                            "evidence[0].row",
                            "evidence[0].value",
                            "CAST(evidence[0].at AS string)")
                    .first();
            assertThat(evidence.mkString(" ")).isEqualTo("high large {\"id\":9} 9 2026-01-01 00:00:00");
        }
    }

    private static void alert(FakeCapture capture, String id, boolean open, String found, String at, String position) {
        capture.alert(
                id,
                "{'id':'%s','rule':'large','severity':'HIGH','key':'u','open':%b,'at':'%s','found':'%s',"
                        .formatted(id, open, at, found)
                        .concat("'evidence':[{'row':'{\\'id\\':%s}','at':'%s','value':'%s'}],'position':'%s','later':1}"
                                .formatted(found, at, found, position))
                        .replace('\'', '"'));
    }

    private static void eventually(Pipeline pipeline, String... rows) {
        Awaitility.await()
                .atMost(LakehouseStack.DEADLINE)
                // The table is not there before its first alert.
                .ignoreExceptionsMatching(failure -> !(failure instanceof AssertionError))
                .untilAsserted(() -> assertThat(alerts(pipeline)).containsExactly(rows));
    }

    private static List<String> alerts(Pipeline pipeline) {
        return LAKE
                .read(schema(pipeline), "alerts")
                .orderBy("id")
                .selectExpr("concat_ws(' ', id, open, found, CAST(at AS string), position)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static String schema(Pipeline pipeline) {
        return pipeline.name() + "__figures";
    }
}
