package io.millrace.local.command;

import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks Trino, and nobody else. */
@Command(
        name = "sql",
        description = "Ask Trino, such as: millrace sql \"SELECT count(*) FROM lake.shop.orders\"",
        mixinStandardHelpOptions = true)
public final class SqlCommand implements Callable<Integer> {
    @Mixin
    private StackFlags flags = new StackFlags();

    @Parameters(paramLabel = "ARGUMENT", description = "the statement, and --csv or --json for another form")
    private List<String> arguments;

    @Override
    public Integer call() throws InterruptedException {
        Stack stack = flags.required();
        var program = stack.program("trino", "io.millrace.trino.SqlMain", arguments.toArray(String[]::new));
        return new AttachedProgram(stack.command(program), Map.of()).runInPlace();
    }
}
