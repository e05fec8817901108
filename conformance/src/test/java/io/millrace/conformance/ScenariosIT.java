package io.millrace.conformance;

import io.millrace.conformance.scenario.Scenario;
import io.millrace.conformance.scenario.Scenarios;
import io.millrace.conformance.scenario.SqlStep;
import io.millrace.conformance.source.ConnectionSource;
import io.millrace.conformance.source.ScenarioSessions;
import io.millrace.conformance.source.SourceTables;
import io.millrace.conformance.source.SqlName;
import io.millrace.testkit.PostgresService;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.process.MillraceHome;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The scenarios by themselves, so that a mistake in one of them shows before anything is captured. */
class ScenariosIT {
    private static final int FEW_ROWS = 1_000;

    @Test
    void everyScenarioRunsOnPostgresAndItsTablesCanBeRead() throws SQLException {
        // Given
        PostgresService postgres = TestStack.with(ServiceKind.POSTGRES).postgres();
        postgres.createDatabase("scenarios");
        ConnectionSource source = () -> postgres.connect("scenarios");
        var tables = new SourceTables(source);
        for (Scenario scenario : Scenarios.in(MillraceHome.find().path().resolve("conformance/scenarios"), FEW_ROWS)) {
            try (var sessions = new ScenarioSessions(scenario, source)) {
                // When
                sessions.setUp();
                sessions.run(scenario.mend());
                for (List<SqlStep> batch : scenario.batches()) {
                    sessions.run(batch);
                }
                // Then
                List<SqlName> found = tables.of(scenario);
                assertThat(found).as(scenario.path()).isNotEmpty();
                for (SqlName table : found) {
                    assertThat(tables.rows(table, scenario.absent().getOrDefault(table.table(), "false"))
                                    .columns())
                            .as(scenario.path())
                            .isNotEmpty();
                }
            }
        }
    }
}
