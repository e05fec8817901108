package io.millrace.local.command;

import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks Trino, and nobody else. */
@Command(
        name = "sql",
        description = "Ask Trino, such as: millrace sql \"SELECT count(*) FROM lake.shop.orders\"",
        mixinStandardHelpOptions = true)
public final class SqlCommand implements Callable<Integer> {
    @Mixin
    private StackFlags flags = new StackFlags();

    @ArgGroup(multiplicity = "1")
    private Question question;

    @ArgGroup
    private Form form = new Form();

    private static final class Question {
        @Parameters(paramLabel = "STATEMENT", arity = "1", description = "the statement, in quotes")
        private String statement;

        @Option(
                names = {"-f", "--file"},
                paramLabel = "FILE",
                description = "a file that holds the statement, such as those in trino/queries")
        private Path file;
    }

    private static final class Form {
        @Option(names = "--csv", description = "write CSV instead of a table")
        private boolean csv;

        @Option(names = "--json", description = "write JSON instead of a table")
        private boolean json;
    }

    @Override
    public Integer call() throws InterruptedException {
        Stack stack = flags.required();
        List<String> arguments = new ArrayList<>();
        if (form.csv) {
            arguments.add("--csv");
        }
        if (form.json) {
            arguments.add("--json");
        }
        if (question.file == null) {
            arguments.add(question.statement);
        } else {
            arguments.addAll(List.of("--file", question.file.toAbsolutePath().toString()));
        }
        var program = stack.program("trino", "io.millrace.trino.SqlMain", arguments.toArray(String[]::new));
        return new AttachedProgram(stack.command(program), Map.of()).runInPlace();
    }
}
