package io.millrace.workloads.video;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Creates, fills and runs the video service that Millrace watches. */
@Command(
        name = "video",
        description = "The video service: its tables, its past, and its live viewers.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {CreateSchemaCommand.class, GenerateCommand.class, SimulateCommand.class})
public final class VideoMain {
    private VideoMain() {}

    public static void main(String[] args) {
        Entrypoint.exit("video", () -> run(args));
    }

    private static void run(String[] args) throws InterruptedException {
        var commandLine = new CommandLine(new VideoMain());
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
                    e.getMessage() + "; see: " + e.getCommandLine().getCommandName() + " --help",
                    e);
        }
    }
}
