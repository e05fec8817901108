package io.millrace.ml.flags;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What a person asks of the models. */
@Command(
        name = "millrace models",
        description = "Shows the models, and makes another one current without a restart.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ModelsFlags.ListAll.class,
            ModelsFlags.Show.class,
            ModelsFlags.Clicks.class,
            ModelsFlags.Promote.class,
            ModelsFlags.RollBack.class
        },
        mixinStandardHelpOptions = true)
public final class ModelsFlags {
    private ModelsFlags() {}

    /** Who does what is asked. */
    public interface Models {
        void list(boolean json);

        void show(String model, boolean json);

        void clicks(boolean json);

        void promote(String model, boolean force);

        void rollBack();
    }

    /** One thing to do. */
    public interface Request {
        void of(Models models);
    }

    @Command(
            name = "list",
            description = "List the models that are kept, newest first.",
            mixinStandardHelpOptions = true)
    static final class ListAll implements Request {
        @Option(names = "--json", description = "as JSON")
        private boolean json;

        @Override
        public void of(Models models) {
            models.list(json);
        }
    }

    @Command(name = "show", description = "Show all that is known of a model.", mixinStandardHelpOptions = true)
    static final class Show implements Request {
        @Parameters(paramLabel = "MODEL", description = "as 'list' shows it")
        private String model;

        @Option(names = "--json", description = "as JSON")
        private boolean json;

        @Override
        public void of(Models models) {
            models.show(model, json);
        }
    }

    @Command(
            name = "clicks",
            description = "Show how often what was recommended was clicked, by model and path.",
            mixinStandardHelpOptions = true)
    static final class Clicks implements Request {
        @Option(names = "--json", description = "as JSON")
        private boolean json;

        @Override
        public void of(Models models) {
            models.clicks(json);
        }
    }

    @Command(name = "promote", description = "Make a model current.", mixinStandardHelpOptions = true)
    static final class Promote implements Request {
        @Parameters(paramLabel = "MODEL", description = "as 'list' shows it")
        private String model;

        @Option(names = "--force", description = "also if the gate rejected it, or it failed as a shadow")
        private boolean force;

        @Override
        public void of(Models models) {
            models.promote(model, force);
        }
    }

    @Command(
            name = "rollback",
            description = "Make the model current that was so before.",
            mixinStandardHelpOptions = true)
    static final class RollBack implements Request {
        @Override
        public void of(Models models) {
            models.rollBack();
        }
    }

    /**
     * Reads a command line; nothing to do where it asked for help, which is printed.
     *
     * @throws PipelineException of kind CONFIGURATION if it is not understood
     */
    public static Optional<Request> request(String... args) {
        var line = new CommandLine(new ModelsFlags());
        line.setUsageHelpAutoWidth(true);
        try {
            CommandLine.ParseResult parsed = line.parseArgs(args);
            if (CommandLine.printHelpIfRequested(parsed)) {
                return Optional.empty();
            }
            if (!parsed.hasSubcommand()) {
                throw new ParameterException(line, "Missing required subcommand");
            }
            return Optional.of((Request) parsed.subcommand().commandSpec().userObject());
        } catch (ParameterException e) {
            throw new PipelineException(FailureKind.CONFIGURATION, e.getMessage() + "; see: millrace models --help", e);
        }
    }
}
