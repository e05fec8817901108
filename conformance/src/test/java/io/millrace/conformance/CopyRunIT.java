package io.millrace.conformance;

import io.millrace.conformance.comparison.TableRows;
import io.millrace.conformance.scenario.Scenario;
import io.millrace.conformance.scenario.Scenarios;
import io.millrace.conformance.source.ConnectionSource;
import io.millrace.conformance.source.SourceTables;
import io.millrace.conformance.source.SqlName;
import io.millrace.testkit.PostgresService;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.process.MillraceHome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CopyRunIT {
    private static final Path FOLDER = MillraceHome.find().path().resolve("conformance/scenarios");
    private static final Pattern SOME =
            Pattern.compile("^changes/(insert_update_delete|no_primary_key_full)$|^types/json$");

    @Test
    void aCopyThatIsAlwaysRightIsFoundRight() throws Exception {
        // Given
        ConnectionSource source = database("right");
        var tables = new SourceTables(source);
        // When
        Map<Scenario, List<String>> problems = new CopyRun(
                        source, table -> Optional.of(tables.rows(table, "false")), Duration.ZERO)
                .run(some(), begun -> assertThat(begun).hasSizeGreaterThan(2));
        // Then
        assertThat(problems).hasSize(3);
        assertThat(problems.values()).allSatisfy(lines -> assertThat(lines).isEmpty());
    }

    @Test
    void aCopyThatMissesChangesIsFoundWrongWithTheRowsThatDiffer() throws Exception {
        // Given one that has the first load and nothing more
        ConnectionSource source = database("wrong");
        var tables = new SourceTables(source);
        Map<SqlName, TableRows> loaded = new HashMap<>();
        // When
        Map<Scenario, List<String>> problems = new CopyRun(
                        source, table -> Optional.ofNullable(loaded.get(table)), Duration.ZERO)
                .run(some(), begun -> load(tables, begun, loaded));
        // Then
        assertThat(problems.entrySet())
                .filteredOn(entry -> !entry.getKey().batches().isEmpty())
                .hasSizeGreaterThan(1)
                .allSatisfy(entry -> assertThat(entry.getValue()).anyMatch(line -> line.contains("in the lake")));
    }

    @Test
    void aTableThatIsNotCopiedIsNamed() throws Exception {
        // When
        Map<Scenario, List<String>> problems =
                new CopyRun(database("nothing"), table -> Optional.empty(), Duration.ZERO).run(some(), begun -> {});
        // Then
        assertThat(problems.values())
                .allSatisfy(lines -> assertThat(lines).isNotEmpty().allMatch(line -> line.endsWith("is not there")));
    }

    @Test
    void anOptionThatIsMissingIsNamedAndNothingIsRun() throws Exception {
        assertThat(ScenariosMain.run(new String[] {"--url", "jdbc:postgresql://nowhere/none"}, Map.of()))
                .isEqualTo(2);
        assertThat(ScenariosMain.run(
                        new String[] {
                            "--url",
                            "jdbc:postgresql://nowhere/none",
                            "--user",
                            "u",
                            "--lake",
                            "/l",
                            "--begin",
                            "true",
                            "--within",
                            "soon"
                        },
                        Map.of()))
                .isEqualTo(2);
        assertThat(ScenariosMain.run(new String[] {"--help"}, Map.of())).isZero();
    }

    private static void load(SourceTables tables, List<SqlName> begun, Map<SqlName, TableRows> loaded)
            throws SQLException {
        for (SqlName table : begun) {
            loaded.put(table, tables.rows(table, "false"));
        }
    }

    private static List<Scenario> some() {
        return Scenarios.in(FOLDER).stream()
                .filter(scenario -> SOME.matcher(scenario.path()).find())
                .toList();
    }

    private static ConnectionSource database(String name) throws SQLException {
        PostgresService postgres = TestStack.with(ServiceKind.POSTGRES).postgres();
        postgres.createDatabase(name);
        return () -> postgres.connect(name);
    }
}
