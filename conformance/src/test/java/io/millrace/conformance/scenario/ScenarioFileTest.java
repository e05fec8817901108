package io.millrace.conformance.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScenarioFileTest {
    @Test
    void partsSessionsAndBatchesAreReadInTheirOrder() {
        Scenario scenario = ScenarioFile.parse(
                "changes",
                "swap",
                """
                -- Two rows swap.
                -- setup
                CREATE TABLE a (id integer);
                -- live
                -- session one
                BEGIN;
                UPDATE a
                   SET id = 1;
                -- settle
                DELETE FROM a;
                """);

        assertThat(scenario.sentence()).isEqualTo("Two rows swap.");
        assertThat(scenario.proven()).isTrue();
        assertThat(scenario.schemas()).containsExactly("changes_swap");
        assertThat(scenario.setup()).containsExactly(new SqlStep("first", "CREATE TABLE a (id integer)"));
        assertThat(scenario.batches())
                .containsExactly(
                        List.of(new SqlStep("one", "BEGIN"), new SqlStep("one", "UPDATE a\n   SET id = 1")),
                        List.of(new SqlStep("first", "DELETE FROM a")));
    }

    @Test
    void whatIsSpecialIsSaidInComments() {
        Scenario scenario = ScenarioFile.parse(
                "names",
                "odd",
                """
                -- Shows nothing.
                -- schema: my.schema
                -- unproven
                -- refused: has no key
                -- quarantined: 2
                -- absent: a WHERE n = 'NaN'
                -- stale: b BECAUSE it was dropped
                -- on demand
                -- noticed later
                -- setup
                CREATE TABLE a (n numeric);
                -- mend
                ALTER TABLE a ADD PRIMARY KEY (n);
                """);

        assertThat(scenario.schemas()).containsExactly("my.schema");
        assertThat(scenario.proven()).isFalse();
        assertThat(scenario.refused()).isEqualTo(Optional.of("has no key"));
        assertThat(scenario.isRefusedForGood()).isFalse();
        assertThat(scenario.quarantined()).isEqualTo(2);
        assertThat(scenario.absent()).isEqualTo(Map.of("a", "n = 'NaN'"));
        assertThat(scenario.stale()).isEqualTo(Map.of("b", "it was dropped"));
        assertThat(scenario.everyBuild()).isFalse();
        assertThat(scenario.noticedLater()).isTrue();
    }

    @Test
    void aTransactionThatIsNotEndedBeforeTheLakeSettlesStaysOpen() {
        String text =
                """
                -- Shows something.
                -- live
                -- session one
                BEGIN;
                DELETE FROM item;
                %s
                -- settle
                -- session one
                COMMIT;
                """;

        assertThat(ScenarioFile.parse("changes", "one", text.formatted("")).staysOpen())
                .isTrue();
        assertThat(ScenarioFile.parse("changes", "one", text.formatted("COMMIT;"))
                        .staysOpen())
                .isFalse();
    }

    @Test
    void whatRunsBesideOthersDoesSoUntilASessionIsNamedAgain() {
        Scenario scenario = ScenarioFile.parse(
                "schema",
                "amid",
                """
                -- Shows nothing.
                -- live
                -- beside writer
                CALL write();
                -- session first
                ALTER TABLE a ADD b integer;
                -- beside writer
                CALL write();
                -- settle
                DELETE FROM a;
                """);

        assertThat(scenario.batches())
                .containsExactly(
                        List.of(
                                new SqlStep("writer", true, "CALL write()"),
                                new SqlStep("first", "ALTER TABLE a ADD b integer"),
                                new SqlStep("writer", true, "CALL write()")),
                        List.of(new SqlStep("first", "DELETE FROM a")));
    }

    @Test
    void semicolonsWithinDollarQuotesEndNoStatement() {
        Scenario scenario = ScenarioFile.parse(
                "changes", "block", "-- Shows nothing.\n-- setup\nDO $$\nBEGIN\n    COMMIT;\nEND $$;\nSELECT 1;\n");

        assertThat(scenario.setup().stream().map(SqlStep::sql))
                .containsExactly("DO $$\nBEGIN\n    COMMIT;\nEND $$", "SELECT 1");
    }

    @Test
    void aFileWithoutSentenceOrWithAnOpenStatementIsRefused() {
        assertThatThrownBy(() -> ScenarioFile.parse("changes", "mute", "SELECT 1;"))
                .hasMessageContaining("changes/mute cannot be read: its first line must be a comment");
        assertThatThrownBy(() -> ScenarioFile.parse("schema", "gone", "-- Gone.\n-- stale: a\n"))
                .hasMessageContaining("'stale' needs the form TABLE BECAUSE REASON, but is 'a'");
        assertThatThrownBy(() -> ScenarioFile.parse("changes", "open", "-- Open.\n-- setup\nSELECT 1"))
                .hasMessageContaining("its last statement does not end with a semicolon");
    }
}
