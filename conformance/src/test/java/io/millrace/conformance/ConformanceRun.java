package io.millrace.conformance;

import io.millrace.conformance.comparison.Comparison;
import io.millrace.conformance.comparison.TableRows;
import io.millrace.conformance.lake.DeltaLake;
import io.millrace.conformance.scenario.Scenario;
import io.millrace.conformance.scenario.Scenarios;
import io.millrace.conformance.scenario.SqlStep;
import io.millrace.conformance.source.ScenarioSessions;
import io.millrace.conformance.source.SourceTables;
import io.millrace.conformance.source.SqlName;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.status.LakeStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All scenarios on one stack, side by side: each of their batches begins when the lake has the one before. */
final class ConformanceRun implements AutoCloseable {
    /** Many times what a batch takes, and short enough that a table that never gets there does not hold a build. */
    private static final Duration SETTLING = Duration.ofMinutes(20);
    /** Many times the interval at which capture looks at the catalogue. */
    private static final Duration NOTICE = Duration.ofMinutes(2);

    private final ConformanceStack stack;
    private final SourceTables source;
    private final DeltaLake lake;
    private final Map<Scenario, Course> courses = new LinkedHashMap<>();
    private final Set<TableId> hopeless = new TreeSet<>();
    private final List<String> objections = new ArrayList<>();

    /** How a scenario goes. */
    private static final class Course {
        private final ScenarioSessions sessions;
        private final List<String> problems = new ArrayList<>();
        private List<SqlName> tables = List.of();
        /** What the tables that will be stale had when the lake last equalled them. */
        private final Map<SqlName, TableRows> before = new HashMap<>();

        private Course(ScenarioSessions sessions) {
            this.sessions = sessions;
        }
    }

    ConformanceRun(ConformanceStack stack, List<Scenario> scenarios) {
        this.stack = stack;
        this.source = new SourceTables(stack::connect);
        this.lake = new DeltaLake(stack.storeConfiguration());
        scenarios.forEach(
                scenario -> courses.put(scenario, new Course(new ScenarioSessions(scenario, stack::connect))));
    }

    /** What is wrong with a scenario; nothing if it went as it should. */
    List<String> problems(Scenario scenario) {
        return courses.get(scenario).problems;
    }

    /** What the check of the source says against the tables that are captured. */
    List<String> objections() {
        return objections;
    }

    void run() throws SQLException, IOException, InterruptedException {
        timed(
                "setup",
                () -> courses.forEach((scenario, course) -> attempt(course, () -> {
                    course.sessions.setUp();
                    course.tables = source.of(scenario);
                })));
        timed("check", this::check);
        timed("first load", () -> {
            stack.start();
            compare(List.copyOf(courses.keySet()), 0);
        });
        // Those that keep others from being read again come when nothing waits for that.
        for (boolean staysOpen : List.of(false, true)) {
            batches(courses.keySet().stream()
                    .filter(scenario -> scenario.staysOpen() == staysOpen)
                    .toList());
        }
    }

    private void batches(List<Scenario> scenarios) throws SQLException, IOException, InterruptedException {
        List<List<Scenario>> byBatch = Scenarios.byBatch(scenarios);
        for (int batch = 0; batch < byBatch.size(); batch++) {
            int number = batch;
            List<Scenario> taking = byBatch.get(batch);
            timed("batch " + (number + 1), () -> {
                timed(
                        "its statements",
                        () -> taking.forEach(
                                scenario -> run(scenario, scenario.batches().get(number))));
                compare(taking, number + 1);
            });
        }
    }

    private void run(Scenario scenario, List<SqlStep> steps) {
        Course course = courses.get(scenario);
        attempt(course, () -> course.sessions.run(steps));
    }

    /** Tables that are refused must be refused as their scenario says, and are mended if it says how. */
    private void check() throws SQLException, IOException, InterruptedException {
        ConformanceStack.Check first = stack.check(tables());
        for (Map.Entry<Scenario, Course> entry : courses.entrySet()) {
            Scenario scenario = entry.getKey();
            Course course = entry.getValue();
            scenario.refused().ifPresent(text -> {
                if (first.lines().stream().noneMatch(line -> line.startsWith("FAIL") && line.contains(text))) {
                    course.problems.add("check did not say: " + text);
                }
                scenario.mend().stream()
                        .filter(step -> first.lines().stream()
                                .noneMatch(line -> line.strip().equals(step.sql() + ";")))
                        .forEach(step -> course.problems.add("check did not give the SQL: " + step.sql()));
                run(scenario, scenario.mend());
            });
            course.tables = scenario.isRefusedForGood() ? List.of() : source.of(scenario);
        }
        ConformanceStack.Check second = stack.check(tables());
        if (!second.fine()) {
            second.lines().stream().filter(line -> !line.startsWith("ok ")).forEach(objections::add);
            System.out.println(String.join(System.lineSeparator(), objections));
        }
    }

    private List<SqlName> tables() {
        return courses.values().stream()
                .flatMap(course -> course.tables.stream())
                .toList();
    }

    private void compare(List<Scenario> scenarios, int batches) throws SQLException, InterruptedException {
        Map<TableId, String> gone = new TreeMap<>();
        scenarios.stream()
                .filter(scenario -> scenario.batches().size() == batches)
                .forEach(scenario -> courses.get(scenario).tables.stream()
                        .filter(table -> scenario.stale().containsKey(table.table()))
                        .forEach(table -> gone.put(
                                ConformanceStack.id(table), scenario.stale().get(table.table()))));
        Map<TableId, LakeStatus.Table> settled = new LinkedHashMap<>();
        timed("settling", () -> settled.putAll(stack.settle(SETTLING, hopeless, gone)));
        timed("comparing", () -> {
            for (Scenario scenario : scenarios) {
                Course course = courses.get(scenario);
                if (course.problems.isEmpty()) {
                    boolean isLast = scenario.batches().size() == batches;
                    course.problems.addAll(
                            scenario.noticedLater()
                                    ? problemsLater(scenario, settled, isLast)
                                    : problems(scenario, settled, isLast));
                    course.problems.forEach(problem -> System.out.println(scenario.path() + ": " + problem));
                }
            }
        });
        hopeless.addAll(gone.keySet());
    }

    /** What is still wrong when capture has looked at what the log does not tell. */
    private List<String> problemsLater(Scenario scenario, Map<TableId, LakeStatus.Table> settled, boolean isLast)
            throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + NOTICE.toNanos();
        List<String> problems = problems(scenario, settled, isLast);
        while (!problems.isEmpty() && System.nanoTime() < deadline) {
            hopeless.removeAll(courses.get(scenario).tables.stream()
                    .map(ConformanceStack::id)
                    .toList());
            problems = problems(scenario, stack.settle(NOTICE, hopeless, Map.of()), isLast);
        }
        return problems;
    }

    private List<String> problems(Scenario scenario, Map<TableId, LakeStatus.Table> settled, boolean isLast)
            throws SQLException {
        List<String> problems = new ArrayList<>();
        long quarantined = 0;
        Course course = courses.get(scenario);
        for (SqlName table : course.tables) {
            LakeStatus.Table status = settled.get(ConformanceStack.id(table));
            if (isLast && scenario.stale().containsKey(table.table())) {
                String reason = scenario.stale().get(table.table());
                if (status == null || !status.stale().orElse("").contains(reason)) {
                    problems.add("%s is not stale because '%s': %s".formatted(table, reason, status));
                } else {
                    problems.addAll(Comparison.differences(
                            table.toString(),
                            course.before.get(table),
                            lake.rows(stack.location(status), status.version())));
                }
                continue;
            }
            if (status == null || status.version() < 0 || status.stale().isPresent()) {
                hopeless.add(ConformanceStack.id(table));
                problems.add("%s did not get there: %s".formatted(table, status));
                continue;
            }
            quarantined += status.quarantined();
            TableRows rows = source.rows(table, scenario.absent().getOrDefault(table.table(), "false"));
            problems.addAll(Comparison.differences(
                    table.toString(), rows, lake.rows(stack.location(status), status.version())));
            if (scenario.stale().containsKey(table.table())) {
                course.before.put(table, rows);
            }
        }
        if (isLast && quarantined != scenario.quarantined()) {
            problems.add("%d changes are quarantined, not %d".formatted(quarantined, scenario.quarantined()));
        }
        return problems;
    }

    /** Something that may fail and then concerns one scenario. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws SQLException;
    }

    private static void attempt(Course course, Attempt attempt) {
        try {
            attempt.run();
        } catch (SQLException e) {
            course.problems.add(e.getMessage());
        }
    }

    /** A part of the run. */
    @FunctionalInterface
    private interface Part {
        void run() throws SQLException, IOException, InterruptedException;
    }

    private static void timed(String what, Part part) throws SQLException, InterruptedException {
        long begin = System.nanoTime();
        try {
            part.run();
        } catch (IOException e) {
            throw new UncheckedIOException(what + " failed", e);
        }
        System.out.printf(
                "[conformance] %s: %d ms%n",
                what, Duration.ofNanos(System.nanoTime() - begin).toMillis());
    }

    @Override
    public void close() throws SQLException {
        for (Course course : courses.values()) {
            course.sessions.close();
        }
    }
}
