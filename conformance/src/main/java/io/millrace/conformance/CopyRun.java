package io.millrace.conformance;

import io.millrace.conformance.comparison.Comparison;
import io.millrace.conformance.comparison.TableRows;
import io.millrace.conformance.scenario.Scenario;
import io.millrace.conformance.scenario.Scenarios;
import io.millrace.conformance.source.ConnectionSource;
import io.millrace.conformance.source.ScenarioSessions;
import io.millrace.conformance.source.SourceTables;
import io.millrace.conformance.source.SqlName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs scenarios on a database that any program copies, and compares the copy after the first load and after each batch. It
 * knows nothing of the program: it waits until the copy equals the source, or for as long as it has patience.
 */
public final class CopyRun {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ConnectionSource source;
    private final SourceTables tables;
    private final Copy copy;
    private final Duration patience;
    private final Map<Scenario, Course> courses = new LinkedHashMap<>();

    /** How a scenario goes. */
    private static final class Course {
        private final ScenarioSessions sessions;
        private List<SqlName> tables = List.of();
        private List<String> problems = List.of();

        private Course(ScenarioSessions sessions) {
            this.sessions = sessions;
        }
    }

    /** Something that is done between the first rows and the first change. */
    @FunctionalInterface
    public interface Beginning {
        /** Has the program begin to copy these tables. */
        void begin(List<SqlName> tables) throws SQLException, InterruptedException;
    }

    /**
     * A run.
     *
     * @param patience how long the copy may take to equal the source after each batch
     */
    public CopyRun(ConnectionSource source, Copy copy, Duration patience) {
        this.source = source;
        this.tables = new SourceTables(source);
        this.copy = copy;
        this.patience = patience;
    }

    /**
     * Whether a scenario says what any copy should hold: not what Millrace says of a table that it refuses for good or that is
     * gone, or of values that it puts aside.
     */
    public static boolean isForAnyCopy(Scenario scenario) {
        return scenario.proven()
                && !scenario.isRefusedForGood()
                && scenario.stale().isEmpty()
                && scenario.quarantined() == 0;
    }

    /**
     * Runs scenarios side by side; their schemas must not be there yet.
     *
     * @return what is wrong with each, in their order; no lines for one that went as it says
     * @throws SQLException if the database cannot be asked, or a statement of a scenario fails
     */
    public Map<Scenario, List<String>> run(List<Scenario> scenarios, Beginning beginning)
            throws SQLException, InterruptedException {
        scenarios.forEach(scenario -> courses.put(scenario, new Course(new ScenarioSessions(scenario, source))));
        try {
            List<SqlName> all = new ArrayList<>();
            for (Map.Entry<Scenario, Course> entry : courses.entrySet()) {
                Course course = entry.getValue();
                course.sessions.setUp();
                course.sessions.run(entry.getKey().mend());
                course.tables = tables.of(entry.getKey());
                all.addAll(course.tables);
            }
            beginning.begin(all);
            compare(scenarios);
            List<List<Scenario>> taking = Scenarios.byBatch(scenarios);
            for (int batch = 0; batch < taking.size(); batch++) {
                for (Scenario scenario : taking.get(batch)) {
                    courses.get(scenario).sessions.run(scenario.batches().get(batch));
                }
                compare(taking.get(batch));
            }
        } finally {
            for (Course course : courses.values()) {
                course.sessions.close();
            }
        }
        Map<Scenario, List<String>> problems = new LinkedHashMap<>();
        courses.forEach((scenario, course) -> problems.put(scenario, course.problems));
        return problems;
    }

    /** Those that went wrong in an earlier batch stay wrong, and are not waited for again. */
    private void compare(List<Scenario> scenarios) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Scenario scenario : scenarios) {
            Course course = courses.get(scenario);
            if (!course.problems.isEmpty()) {
                continue;
            }
            List<String> problems = problems(course);
            while (!problems.isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(PAUSE.toMillis());
                problems = problems(course);
            }
            course.problems = problems;
        }
    }

    private List<String> problems(Course course) throws SQLException {
        List<String> problems = new ArrayList<>();
        for (SqlName table : course.tables) {
            TableRows rows = tables.rows(table, "false");
            Optional<TableRows> copied = copy.rows(table);
            problems.addAll(copied.map(found -> Comparison.differences(table.toString(), rows, found))
                    .orElseGet(() -> List.of(table + " is not there")));
        }
        return problems;
    }
}
