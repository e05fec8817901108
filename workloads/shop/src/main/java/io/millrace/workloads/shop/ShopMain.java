package io.millrace.workloads.shop;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Creates, fills and runs the shop whose database Millrace watches. */
@Command(
        name = "shop",
        description = "The shop in Postgres: its tables, its past, and its live customers.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {CreateSchemaCommand.class, GenerateCommand.class, ImportCommand.class, SimulateCommand.class})
public final class ShopMain {
    private ShopMain() {}

    public static void main(String[] args) {
        Entrypoint.exit("shop", () -> run(args));
    }

    private static void run(String[] args) throws InterruptedException {
        var commandLine = new CommandLine(new ShopMain());
        try {
            var parsed = commandLine.parseArgs(args);
            if (CommandLine.printHelpIfRequested(parsed)) {
                return;
            }
            if (!parsed.hasSubcommand()) {
                commandLine.usage(System.out);
                return;
            }
            ((Entrypoint.Work) parsed.subcommand().commandSpec().userObject()).run();
        } catch (ParameterException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    e.getMessage() + "; see: " + e.getCommandLine().getCommandName() + " --help");
        }
    }
}
