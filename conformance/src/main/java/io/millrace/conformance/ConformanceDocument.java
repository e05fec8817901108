package io.millrace.conformance;

import io.millrace.conformance.scenario.Scenario;
import io.millrace.conformance.scenario.Scenarios;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the list of scenarios for readers. */
public final class ConformanceDocument {
    private static final String HEAD =
            """
            # Conformance

            Written by the suite from its scenarios; a test fails when this page is not what it would write. Each scenario is a [file of SQL](../conformance/scenarios). All of them run on one stack, Postgres → Debezium → Kafka → Spark → Delta on an S3 endpoint: %d of them as part of every `mvn verify`, and those on demand with `mvn verify -Dconformance.all=true`. After the first load and after each batch of changes, every table is compared with Postgres: the names and types of its columns, and its rows. The lake is read by Delta's kernel, not by the code that wrote it.

            `equal` means that the silver table has the rows of the source table, each value equal in the type that the [table of types](design.md#types) gives for it.

            The scenarios are for any program that copies Postgres to Delta tables: after `mvn -Dquick package`, `java -cp "conformance/target/classes:$(cat conformance/target/classpath.txt)" io.millrace.conformance.ScenariosMain --help` says how to run them against another one.
            """;

    private static final String UNPROVEN =
            """

            ## Not seen yet

            These are written, and their SQL runs on Postgres in every build. They have not run on the whole path: nothing is claimed for them. `mvn verify -Dconformance.unproven=true` runs them too.

            """;

    private ConformanceDocument() {}

    /** The page about these scenarios. */
    public static String of(List<Scenario> scenarios) {
        List<Scenario> proven = scenarios.stream().filter(Scenario::proven).toList();
        var page = new StringBuilder(
                HEAD.formatted(proven.stream().filter(Scenario::everyBuild).count()));
        page.append("%n%d scenarios.%n".formatted(proven.size()));
        Map<String, List<Scenario>> groups = proven.stream().collect(Collectors.groupingBy(Scenario::group));
        for (String group : Scenarios.GROUPS) {
            page.append("%n## %s%n%n| scenario | what it shows | outcome |%n|---|---|---|%n"
                    .formatted(group.substring(0, 1).toUpperCase(Locale.ROOT) + group.substring(1)));
            groups.getOrDefault(group, List.of()).forEach(scenario -> page.append(line(scenario)));
        }
        List<Scenario> unproven =
                scenarios.stream().filter(scenario -> !scenario.proven()).toList();
        if (!unproven.isEmpty()) {
            page.append(UNPROVEN);
            unproven.forEach(scenario -> page.append("- [%s](../conformance/scenarios/%s.sql): %s%n"
                    .formatted(scenario.path(), scenario.path(), scenario.sentence())));
        }
        return page.toString();
    }

    private static String line(Scenario scenario) {
        return "| [%s](../conformance/scenarios/%s.sql) | %s | %s |%n"
                .formatted(
                        scenario.name().replace('_', ' '),
                        scenario.path(),
                        cell(scenario.sentence()),
                        cell(outcome(scenario)));
    }

    private static String outcome(Scenario scenario) {
        String later = scenario.noticedLater() ? ", when capture has looked at the catalog" : "";
        return lake(scenario) + stale(scenario) + later + (scenario.everyBuild() ? "" : "; on demand");
    }

    private static String stale(Scenario scenario) {
        return scenario.stale().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(table -> "; `%s` stale: %s".formatted(table.getKey(), table.getValue()))
                .collect(Collectors.joining());
    }

    private static String lake(Scenario scenario) {
        if (scenario.isRefusedForGood()) {
            return "refused by `check`: " + scenario.refused().orElseThrow();
        }
        String begin = scenario.refused()
                .map(text -> "refused by `check` (%s) with the SQL that mends it; after that ".formatted(text))
                .orElse("");
        if (scenario.quarantined() == 0) {
            return begin + "equal";
        }
        String rows = scenario.absent().entrySet().stream()
                .map(table -> "`%s` where `%s`".formatted(table.getKey(), table.getValue()))
                .collect(Collectors.joining(", "));
        return begin + "%d changes quarantined; equal but for the rows of %s".formatted(scenario.quarantined(), rows);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
