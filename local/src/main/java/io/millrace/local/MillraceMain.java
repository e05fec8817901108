package io.millrace.local;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.command.AuditCommand;
import io.millrace.local.command.BenchCommand;
import io.millrace.local.command.ChaosCommand;
import io.millrace.local.command.CheckCommand;
import io.millrace.local.command.DemoCommand;
import io.millrace.local.command.DownCommand;
import io.millrace.local.command.EvaluateCommand;
import io.millrace.local.command.IntakeCommand;
import io.millrace.local.command.LogsCommand;
import io.millrace.local.command.ModelsCommand;
import io.millrace.local.command.QuarantineCommand;
import io.millrace.local.command.RefreshCommand;
import io.millrace.local.command.ResyncCommand;
import io.millrace.local.command.SettingsCommand;
import io.millrace.local.command.SqlCommand;
import io.millrace.local.command.StatusCommand;
import io.millrace.local.command.TuneCommand;
import io.millrace.local.command.UpCommand;
import io.millrace.testkit.StartException;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code millrace}. */
@Command(
        name = "millrace",
        description = "Turns a Postgres database into a lakehouse and a recommender.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            IntakeCommand.class,
            CheckCommand.class,
            RefreshCommand.class,
            TuneCommand.class,
            EvaluateCommand.class,
            ModelsCommand.class,
            AuditCommand.class,
            QuarantineCommand.class,
            ResyncCommand.class,
            SqlCommand.class,
            SettingsCommand.class,
            BenchCommand.class,
            ChaosCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "millrace 0.1.0")
public final class MillraceMain {
    private MillraceMain() {}

    public static void main(String[] args) {
        Entrypoint.exitWith("millrace", () -> execute(args));
    }

    private static int execute(String... args) throws InterruptedException {
        var commandLine = new CommandLine(new MillraceMain()).setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        // picocli prints what a handler throws; it is kept here so that the entry point finds the exit code of its
        // kind.
        var failed = new AtomicReference<Exception>();
        commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
            failed.set(failure);
            return CommandLine.ExitCode.SOFTWARE;
        });
        int code = commandLine.execute(args.length == 0 ? new String[] {"--help"} : args);
        return failed.get() == null ? code : rethrow(failed.get());
    }

    private static int rethrow(Exception failure) throws InterruptedException {
        if (failure instanceof InterruptedException interrupt) {
            throw interrupt;
        }
        if (failure instanceof StartException cannotStart) {
            throw new PipelineException(FailureKind.ENVIRONMENT, cannotStart.getMessage(), cannotStart);
        }
        if (failure instanceof RuntimeException known) {
            throw known;
        }
        throw new IllegalStateException(failure);
    }
}
