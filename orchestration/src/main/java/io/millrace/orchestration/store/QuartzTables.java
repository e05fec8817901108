package io.millrace.orchestration.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that create the tables of Quartz where they are missing, from Quartz's own script. */
final class QuartzTables {
    private QuartzTables() {}

    /** Each may be run again on tables that exist; none drops anything. */
    static List<String> statements(Dialect dialect) {
        return statements(script(dialect));
    }

    static List<String> statements(String script) {
        String code =
                script.lines().filter(line -> !line.strip().startsWith("--")).collect(Collectors.joining("\n"));
        return Arrays.stream(code.split(";"))
                .map(String::strip)
                .filter(statement -> statement.startsWith("CREATE") || statement.startsWith("ALTER"))
                .map(QuartzTables::repeatable)
                .toList();
    }

    private static String repeatable(String statement) {
        return statement
                .replaceFirst("^CREATE (TABLE|INDEX) ", "CREATE $1 IF NOT EXISTS ")
                .replaceFirst("ADD\\s+CONSTRAINT ", "ADD CONSTRAINT IF NOT EXISTS ");
    }

    private static String script(Dialect dialect) {
        try (InputStream script = QuartzTables.class.getResourceAsStream(dialect.quartzScript())) {
            if (script == null) {
                throw new IllegalStateException("Quartz has no script " + dialect.quartzScript());
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + dialect.quartzScript(), e);
        }
    }
}
