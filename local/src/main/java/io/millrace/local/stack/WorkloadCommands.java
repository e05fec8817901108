package io.millrace.local.stack;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The commands of a workload, on a database of its own in the embedded Postgres.
 *
 * @param stack that Postgres runs in
 * @param name of the workload and of its database
 */
record WorkloadCommands(Stack stack, String name, String mainClass) {

    String module() {
        return "workloads/" + name;
    }

    /** Creates the database where it is absent. */
    void createDatabase() {
        try {
            stack.services().postgres().createDatabase(name);
        } catch (SQLException e) {
            throw failed("create the database of the workload", e);
        }
    }

    /** Where the log ends now. */
    long position() {
        return Position.parseLsn(ask("SELECT pg_current_wal_lsn()"));
    }

    /** The first column of the first row. */
    String ask(String query) {
        try (Connection connection = stack.services().postgres().connect(name);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw failed("ask the database of the workload", e);
        }
    }

    /** Runs a command to its end. */
    void run(Consumer<String> lines, String... arguments) throws InterruptedException {
        List<String> tail = new ArrayList<>();
        int status = program(arguments).run(line -> {
            tail.add(line);
            lines.accept(line);
        });
        if (status != 0) {
            throw new PipelineException(
                    FailureKind.ofExitCode(status),
                    "The %s cannot %s: %s"
                            .formatted(name, arguments[0], tail.isEmpty() ? "no output" : tail.get(tail.size() - 1)));
        }
    }

    /** One of the commands. */
    AttachedProgram program(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments[0]));
        all.addAll(List.of("--jdbc-url", stack.services().postgres().jdbcUrl(name)));
        all.addAll(List.of("--user", stack.services().postgres().user()));
        all.addAll(List.of(arguments).subList(1, arguments.length));
        return new AttachedProgram(
                stack.command(stack.program(module(), mainClass, all.toArray(String[]::new))),
                Map.of(
                        "MILLRACE_%s_PASSWORD".formatted(name.toUpperCase(Locale.ROOT)),
                        stack.services().postgres().password()));
    }

    static PipelineException failed(String what, SQLException e) {
        return new PipelineException(FailureKind.SOURCE, "Cannot %s: %s".formatted(what, e.getMessage()), e);
    }
}
