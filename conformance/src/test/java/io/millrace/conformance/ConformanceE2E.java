package io.millrace.conformance;

import io.millrace.conformance.scenario.Scenario;
import io.millrace.conformance.scenario.Scenarios;
import io.millrace.testkit.process.MillraceHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every scenario against the real path. A property {@code conformance.only} takes those whose path it matches,
 * {@code conformance.all} also those that are not part of every build, {@code conformance.unproven} these and those that
 * were never seen to go as they say, and {@code conformance.rows} makes the largest transaction larger.
 */
class ConformanceE2E {
    private static final Pattern ONLY = Pattern.compile(System.getProperty("conformance.only", ""));
    private static final boolean UNPROVEN = Boolean.getBoolean("conformance.unproven");
    private static final boolean ALL = UNPROVEN || Boolean.getBoolean("conformance.all");

    private static final List<Scenario> SCENARIOS = Scenarios.in(
                    MillraceHome.find().path().resolve("conformance/scenarios"),
                    Integer.getInteger("conformance.rows", Scenarios.ROWS))
            .stream()
            .filter(scenario -> ONLY.matcher(scenario.path()).find())
            .filter(scenario -> UNPROVEN || scenario.proven())
            .filter(scenario -> ALL || scenario.everyBuild())
            .toList();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static ConformanceStack stack;
    private static ConformanceRun run;

    @BeforeAll
    static void runAll() throws Exception {
        stack = ConformanceStack.open(folder);
        run = new ConformanceRun(stack, SCENARIOS);
        run.run();
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
        stack.close();
    }

    static Stream<String> paths() {
        return SCENARIOS.stream().map(Scenario::path);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void theLakeIsWhatTheScenarioSays(String path) {
        Scenario scenario = SCENARIOS.stream()
                .filter(each -> each.path().equals(path))
                .findFirst()
                .orElseThrow();
        assertThat(run.problems(scenario)).as(scenario.sentence()).isEmpty();
    }

    @Test
    void theMetricsTellWhatAnAuditFound() throws Exception {
        // When
        stack.audit(ConformanceStack.ITEM, Duration.ofMinutes(10));
        // Then
        assertThat(stack.metrics())
                .contains(
                        "millrace_audit_equal{table=\"public.item\"} 1.0",
                        "millrace_audit_differences{table=\"public.item\"} 0.0",
                        "millrace_table_rows{table=\"public.item\"} 2.0",
                        "millrace_table_stale{table=\"public.item\"} 0.0")
                .anySatisfy(line -> assertThat(line)
                        .matches("millrace_audit_timestamp_seconds\\{table=\"public.item\"\\} [1-9][0-9.E]+"))
                .anySatisfy(line ->
                        assertThat(line).matches("millrace_table_silver_lsn\\{table=\"public.item\"\\} [1-9][0-9.E]+"));
    }

    @Test
    void checkHasNothingAgainstTheTablesThatAreCaptured() {
        assertThat(run.objections()).isEmpty();
    }
}
