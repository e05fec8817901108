package io.millrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.lake.QuarantinedRecord;
import io.millrace.contracts.lake.QuarantinedRecord.State;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.local.Command.Ended;
import io.millrace.local.stack.MillraceProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is wrong in the lake is named and mended while the source is being written, and nothing else is: by the operator's
 * commands, each as a user runs it, and by the scheduler. What is wrong in Redis is damaged and mended in the tests of
 * features, whose audits start a Spark each.
 */
@Tag("soak")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditE2E {
    private static final int DIFFERENT = 20;
    private static final List<String> TABLES =
            List.of("public.every_type", "public.goods", "public.people", "public.sales", "public.visits");

    @TempDir
    private static Path folder;

    @RegisterExtension
    static final LogsOfFailure LOGS = new LogsOfFailure(() -> folder);

    private static AuditedDatabase database;
    private static LocalPipeline pipeline;

    @BeforeAll
    static void sell() throws Exception {
        database = AuditedDatabase.build();
        pipeline = LocalPipeline.of(
                folder.resolve("state"),
                database.pipelineFile(folder),
                Map.of("MILLRACE_ORCHESTRATION_AUDIT_STEPS", "audit"));
        pipeline.up();
        pipeline.awaitLake(database.position());
    }

    @AfterAll
    static void stop() {
        pipeline.close();
    }

    @Test
    @Order(2)
    void everyTypeAndEveryMaskIsEqualReadAndStreamed() throws Exception {
        try (var cashiers = Cashiers.of(database)) {
            // Given
            cashiers.writeAllTables();
            database.execute(
                    "UPDATE every_type SET id = id + 100 WHERE id % 2 = 0",
                    SampleValues.insert("every_type", 1000),
                    "UPDATE people SET email = NULL, phone = 'ab', card = NULL WHERE person = 9");
            // When
            Ended audit = audit("--json");
            // Then
            assertThat(AuditOutput.of(audit.text()).outcomes())
                    .as(audit.text())
                    .containsExactlyElementsOf(
                            TABLES.stream().map(table -> table + " EQUAL").toList());
            assertThat(audit.status()).isZero();
        }
    }

    /** Of all tables, by their names: without names it is Redis, too. */
    private static Ended audit(String... options) throws Exception {
        return pipeline.command(Stream.of(Stream.of("audit"), Stream.of(options), TABLES.stream())
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    /**
     * The scheduler starts its audit with the heap of its settings, which is what shows that it fits into it. The first test,
     * because rows that the others have read again may be merged for a while, and two writers of one Delta log lose commits.
     */
    @Test
    @Order(1)
    void damageIsNamedExactlyAndMendedWhileTheSourceIsWritten() throws Exception {
        pipeline.awaitLake(database.position());
        try (var cashiers = Cashiers.of(database)) {
            // Given
            damageTables();
            cashiers.writeAllTables();
            // When
            Ended table = pipeline.command("resync", "public.every_type", "--wait");
            Ended row = pipeline.command("resync", "public.goods", "--where", "item = 'item 3'", "--wait");
            Ended found = audit();
            Ended repaired = audit("--json", "--repair");
            JsonNode scheduled = pipeline.job("audit");
            // Then
            for (Ended resync : List.of(table, row)) {
                assertThat(resync.status()).as(resync.text()).isZero();
                assertThat(resync.text()).contains(" is read again as ", "the lake has it");
            }
            assertThat(found.status()).as(found.text()).isEqualTo(DIFFERENT);
            assertThat(found.text())
                    .contains(
                            "{\"colour\":2,\"item\":\"item 2\"} differs in price",
                            "{\"sale\":2} is missing in the lake",
                            "{\"person\":999} is not in the source",
                            "{\"person\":5} is 2 times in the lake")
                    .doesNotContain("@example.org");
            var report = AuditOutput.of(repaired.text());
            assertThat(report.repaired())
                    .as(repaired.text())
                    .containsExactlyInAnyOrder(
                            "public.goods CHANGED {\"colour\":1,\"item\":\"item 1\"} [title]",
                            "public.goods CHANGED {\"colour\":2,\"item\":\"item 2\"} [price]",
                            "public.people CHANGED {\"person\":3} [email]",
                            "public.people DOUBLED {\"person\":5} []",
                            "public.people NOT_IN_SOURCE {\"person\":999} []",
                            "public.sales MISSING_IN_LAKE {\"sale\":1} []",
                            "public.sales MISSING_IN_LAKE {\"sale\":2} []");
            assertThat(report.versions("public.goods", "{\"colour\":2,\"item\":\"item 2\"}", "price"))
                    .containsExactly("2.00", "3.00");
            assertThat(report.versions("public.people", "{\"person\":3}", "email"))
                    .hasSize(2)
                    .first()
                    .asString()
                    .matches("[0-9a-f]{64}");
            assertThat(report.named()).as(repaired.text()).isEmpty();
            assertThat(repaired.status()).as(repaired.text()).isZero();
            assertEqualAsScheduled(scheduled);
        }
        LakeStatus lake = pipeline.awaitLake(database.position());
        for (String table : List.of("every_type", "goods", "people", "sales")) {
            assertThat(lake.tables().values().stream()
                            .filter(each -> each.name().equals("audited." + table))
                            .map(LakeStatus.Table::rows))
                    .as(table)
                    .containsExactly(Long.valueOf(database.ask("SELECT count(*) FROM " + table)));
        }
    }

    /** Of tables that nobody writes meanwhile: two writers of one Delta log lose commits. */
    private static void damageTables() throws Exception {
        pipeline.inLake(
                "DELETE FROM delta.`LAKE/audited/every_type` WHERE id IN (3, 5)",
                "UPDATE delta.`LAKE/audited/goods` SET title = 'wrong' WHERE item IN ('item 1', 'item 3')",
                "UPDATE delta.`LAKE/audited/goods` SET price = price + 1 WHERE item = 'item 2'",
                "UPDATE delta.`LAKE/audited/people` SET email = 'clear' WHERE person = 3",
                "INSERT INTO delta.`LAKE/audited/people` SELECT * FROM delta.`LAKE/audited/people` WHERE person = 5",
                "INSERT INTO delta.`LAKE/audited/people` SELECT 999, email, phone, card FROM delta.`LAKE/audited/people` WHERE person = 6",
                "DELETE FROM delta.`LAKE/audited/sales` WHERE sale <= 2");
    }

    private static void assertEqualAsScheduled(JsonNode run) throws Exception {
        assertThat(run.path("result").asText()).as(run.toPrettyString()).isEqualTo("succeeded");
        assertThat(run.path("steps").findValuesAsText("name")).containsExactly("audit");
        assertThat(pipeline.stack()
                        .logs()
                        .resolve(run.path("steps").path(0).path("log").asText()))
                .content()
                .contains("-Xmx512m ", "io.millrace.lakehouse.audit.AuditMain");
        assertThat(pipeline.metrics(MillraceProcess.ORCHESTRATION))
                .contains("millrace_orchestration_runs_total{job=\"audit\",result=\"succeeded\"} 1.0");
        assertThat(pipeline.metrics(MillraceProcess.LAKEHOUSE))
                .contains(
                        "millrace_audit_equal{table=\"public.goods\"} 1.0",
                        "millrace_audit_differences{table=\"public.people\"} 0.0");
        assertThat(
                        pipeline.inLake(
                                "SELECT outcome, differences FROM delta.`LAKE/audited__log/audits` WHERE source_table = 'public.people' AND differences > 0",
                                "SELECT max_by(outcome, audited_at) AS outcome, count(*) > 3 AS often FROM delta.`LAKE/audited__log/audits` WHERE source_table = 'public.people'"))
                .containsExactly(
                        // Found, and found again before it was repaired.
                        "{\"outcome\":\"DIFFERENT\",\"differences\":3}",
                        "{\"outcome\":\"DIFFERENT\",\"differences\":3}",
                        "{\"outcome\":\"EQUAL\",\"often\":true}");
    }

    @Test
    @Order(3)
    void whatIsPutAsideIsShownReadAgainAndDropped() throws Exception {
        // Given
        database.execute("INSERT INTO every_type (id, c10) VALUES (2000, 'NaN'), (2001, 'NaN')");
        pipeline.awaitLake(database.position());
        String id = waiting().get("{\"id\":2000}");
        // When
        Ended audit = pipeline.command("audit", "--json", "public.every_type");
        Ended status = pipeline.command("status");
        Ended listed = pipeline.command("quarantine", "list", "--table", "public.every_type");
        Ended shown = pipeline.command("quarantine", "show", id);
        Ended replayed = pipeline.command("quarantine", "replay", id);
        // Then
        assertThat(audit.status()).as(audit.text()).isEqualTo(DIFFERENT);
        assertThat(AuditOutput.of(audit.text()).named())
                .containsExactlyInAnyOrder(
                        "public.every_type MISSING_IN_LAKE {\"id\":2000} []",
                        "public.every_type MISSING_IN_LAKE {\"id\":2001} []");
        assertThat(AuditOutput.of(audit.text()).quarantined())
                .hasSize(2)
                .allMatch(reason -> reason.contains("\"NaN\" does not fit decimal(14,2)"));
        assertThat(status.status()).as(status.text()).isZero();
        assertThat(status.text())
                .containsPattern("lakehouse +\\d+ +\\d+ +\\d+ MB +ready")
                .containsPattern("public\\.every_type .* 2 +ok")
                .contains("public.every_type did not equal its source", "DIFFERENT, 2 rows")
                .contains("'./millrace quarantine list' shows what was put aside and why.");
        assertThat(listed.text().lines().filter(line -> line.contains("waiting")))
                .hasSize(2)
                .allMatch(line -> line.contains("public.every_type"));
        assertThat(shown.text())
                .contains("id:       " + id, "state:    waiting", "\"NaN\" does not fit decimal(14,2)")
                .containsPattern("\"id\" : 2000");
        assertThat(replayed.status()).as(replayed.text()).isZero();
        assertThat(replayed.text()).contains("replayed  " + id);
        // The row was read again, does not fit yet, and waits as another record.
        Map<String, String> again = Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(AuditE2E::waiting, records -> records.containsKey("{\"id\":2000}"));
        assertThat(again.get("{\"id\":2000}")).isNotEqualTo(id);
        assertThat(pipeline.command("quarantine", "list", "--state", "replayed").text())
                .contains(id);
        // When
        database.execute("DELETE FROM every_type WHERE id >= 2000");
        Ended dropped = pipeline.command("quarantine", "drop", again.get("{\"id\":2000}"), again.get("{\"id\":2001}"));
        // Then
        assertThat(dropped.status()).as(dropped.text()).isZero();
        assertThat(pipeline.command("quarantine", "list").text()).contains("No record is in quarantine.");
        assertThat(pipeline.command("audit", "public.every_type").status()).isZero();
    }

    /** The ids of the records that wait, by the keys of their rows. */
    private static Map<String, String> waiting() throws Exception {
        String text = pipeline.command("quarantine", "list", "--json").text();
        var records = Json.mapper().readValue(text.substring(text.indexOf('[')), QuarantinedRecord[].class);
        return Arrays.stream(records)
                .filter(record -> record.state() == State.WAITING)
                .collect(Collectors.toMap(
                        record -> new String(Base64.getDecoder().decode(record.key()), StandardCharsets.UTF_8),
                        QuarantinedRecord::id));
    }
}
