package io.millrace.orchestration.store;

import io.millrace.contracts.process.Settings;
import io.millrace.orchestration.Orchestration;
import io.millrace.orchestration.OrchestrationConfig;
import io.millrace.orchestration.fake.FakeHome;
import io.millrace.orchestration.fake.SchedulerClient;
import io.millrace.testkit.PostgresService;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The same scheduler with its store in Postgres. */
class PostgresStoreIT {
    private static final PostgresService POSTGRES =
            TestStack.with(ServiceKind.POSTGRES).postgres();

    @TempDir
    Path folder;

    private OrchestrationConfig config(FakeHome home) {
        String store =
                """
                orchestration.store { url = "%s", user = "%s", password = "%s" }
                """
                        .formatted(POSTGRES.jdbcUrl("scheduler"), POSTGRES.user(), POSTGRES.password());
        return OrchestrationConfig.from(Settings.parse(home.settings("0", "0") + store), home.path());
    }

    @Test
    void runsAndSchedulesLiveInASchemaOfTheirOwnForOneSchedulerAtATime() throws Exception {
        POSTGRES.createDatabase("scheduler");
        FakeHome home = FakeHome.in(folder);
        try (var scheduler = new Orchestration(config(home))) {
            scheduler.start();
            assertThat(new SchedulerClient(scheduler.port())
                            .run("refresh")
                            .path("result")
                            .asText())
                    .isEqualTo("succeeded");

            try (var second = new Orchestration(config(home))) {
                assertThatThrownBy(second::start).hasMessageContaining("Another scheduler uses the store");
            }
        }
        try (var scheduler = new Orchestration(config(home))) {
            scheduler.start();
            assertThat(new SchedulerClient(scheduler.port())
                            .get("/v1/runs/1")
                            .body()
                            .path("steps"))
                    .hasSize(2);
        }
        assertThat(schemas()).containsExactly("millrace_orchestration");
    }

    private static List<String> schemas() throws Exception {
        try (Connection connection = POSTGRES.connect("scheduler");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT schemaname FROM pg_tables"
                        + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")) {
            List<String> schemas = new ArrayList<>();
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
            return schemas;
        }
    }
}
