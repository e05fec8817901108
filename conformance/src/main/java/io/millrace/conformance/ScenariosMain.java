package io.millrace.conformance;

import io.millrace.conformance.lake.DeltaLake;
import io.millrace.conformance.lake.ObjectStore;
import io.millrace.conformance.scenario.Scenario;
import io.millrace.conformance.scenario.Scenarios;
import io.millrace.conformance.source.SqlName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Runs the scenarios against whatever copies a Postgres database to Delta tables: see {@link #HELP}. */
public final class ScenariosMain {
    private static final int WRONG_USAGE = 2;
    private static final int UNEQUAL = 20;

    private static final String HELP =
            """
            Runs the scenarios of conformance/scenarios on a database that a program of yours copies to Delta tables, and
            compares the copy with Postgres after the first load and after each batch of changes.

              --url URL          jdbc:postgresql://host:port/database, where the scenarios may make schemas of their own
              --user NAME        whose password is in the environment variable PGPASSWORD
              --lake PATTERN     where the copy of a table is, such as s3a://lake/{schema}__{table} or /lake/{schema}/{table};
                                 an S3 endpoint and its keys are in MILLRACE_LAKE_ENDPOINT, MILLRACE_LAKE_ACCESS_KEY and
                                 MILLRACE_LAKE_SECRET_KEY
              --begin COMMAND    what has the program copy the tables that are named to it, one `schema.table` a line;
                                 it ends when the program runs, and that it copies them already is `true`
              --scenarios FOLDER (conformance/scenarios)
              --only PATTERN     those whose path matches, such as ^changes/
              --within SECONDS   how long the copy may take after each batch (120)
              --rows NUMBER      of the largest transaction (100000)

            Types are those of docs/design.md. Scenarios of what Millrace itself says of a table are left out. The status is
            0 if the copy was right each time, 20 if it was not.
            """;

    private static final Set<String> FLAGS =
            Set.of("--url", "--user", "--lake", "--begin", "--scenarios", "--only", "--within", "--rows");

    private ScenariosMain() {}

    public static void main(String[] args) throws SQLException, InterruptedException {
        System.exit(run(args, System.getenv()));
    }

    /** Runs what the arguments ask for, and returns the status. */
    static int run(String[] args, Map<String, String> environment) throws SQLException, InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.print(HELP);
            return 0;
        }
        Map<String, String> flags = new HashMap<>();
        for (int at = 0; at < args.length; at += 2) {
            if (!FLAGS.contains(args[at]) || at + 1 == args.length) {
                return refuse(args[at] + (FLAGS.contains(args[at]) ? " needs a value" : " is no option"));
            }
            flags.put(args[at], args[at + 1]);
        }
        for (String needed : List.of("--url", "--user", "--lake", "--begin")) {
            if (!flags.containsKey(needed)) {
                return refuse(needed + " is missing");
            }
        }
        for (String number : List.of("--within", "--rows")) {
            if (!flags.getOrDefault(number, "0").matches("\\d{1,9}")) {
                return refuse("%s is a number, not '%s'".formatted(number, flags.get(number)));
            }
        }
        Pattern only = Pattern.compile(flags.getOrDefault("--only", ""));
        List<Scenario> scenarios = Scenarios.in(
                        Path.of(flags.getOrDefault("--scenarios", "conformance/scenarios")),
                        Integer.parseInt(flags.getOrDefault("--rows", Integer.toString(Scenarios.ROWS))))
                .stream()
                .filter(scenario -> only.matcher(scenario.path()).find())
                .filter(CopyRun::isForAnyCopy)
                .toList();
        if (scenarios.isEmpty()) {
            return refuse("no scenario for any copy matches --only " + only);
        }
        var lake = new DeltaLake(store(environment));
        var run = new CopyRun(
                () -> DriverManager.getConnection(
                        flags.get("--url"), flags.get("--user"), environment.getOrDefault("PGPASSWORD", "")),
                table -> lake.newest(location(flags.get("--lake"), table)),
                Duration.ofSeconds(Long.parseLong(flags.getOrDefault("--within", "120"))));
        System.out.printf("%d scenarios%n", scenarios.size());
        return tell(run.run(scenarios, tables -> begin(flags.get("--begin"), tables)));
    }

    private static int tell(Map<Scenario, List<String>> problems) {
        problems.forEach((scenario, lines) -> {
            System.out.printf("%s  %s%n", lines.isEmpty() ? "ok   " : "WRONG", scenario.path());
            lines.forEach(line -> System.out.println("       " + line));
        });
        long wrong =
                problems.values().stream().filter(lines -> !lines.isEmpty()).count();
        System.out.printf("%d of %d scenarios are as they should be%n", problems.size() - wrong, problems.size());
        return wrong == 0 ? 0 : UNEQUAL;
    }

    private static int refuse(String reason) {
        System.err.printf("%s%n%n%s", reason, HELP);
        return WRONG_USAGE;
    }

    private static Map<String, String> store(Map<String, String> environment) {
        return environment.containsKey("MILLRACE_LAKE_ENDPOINT")
                ? ObjectStore.of(environment).configuration()
                : Map.of();
    }

    private static String location(String pattern, SqlName table) {
        return pattern.replace("{schema}", table.schema()).replace("{table}", table.table());
    }

    private static void begin(String command, List<SqlName> tables) throws InterruptedException {
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", command)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var input = process.outputWriter()) {
                for (SqlName table : tables) {
                    input.write(table + System.lineSeparator());
                }
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException("`%s` ended with status %d".formatted(command, process.exitValue()));
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "`%s` cannot be run, or does not take the tables: %s".formatted(command, e.getMessage()), e);
        }
    }
}
