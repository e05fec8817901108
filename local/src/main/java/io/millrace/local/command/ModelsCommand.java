package io.millrace.local.command;

import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.Stack;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The models: which there are, which one is current, and a way back. */
@Command(
        name = "models",
        description = "Show the models, and make another one current without a restart.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class ModelsCommand {
    @Command(
            name = "list",
            description = "List the models that are kept, newest first.",
            mixinStandardHelpOptions = true)
    int list(@Mixin StackFlags flags, @Option(names = "--json", description = "as JSON") boolean json)
            throws InterruptedException {
        return run(flags, json ? List.of("list", "--json") : List.of("list"));
    }

    @Command(name = "show", description = "Show all that is known of a model.", mixinStandardHelpOptions = true)
    int show(
            @Mixin StackFlags flags,
            @Parameters(paramLabel = "MODEL", description = "as 'list' shows it") String model,
            @Option(names = "--json", description = "as JSON") boolean json)
            throws InterruptedException {
        return run(flags, json ? List.of("show", model, "--json") : List.of("show", model));
    }

    @Command(
            name = "clicks",
            description =
                    "Show how often what was recommended was clicked, by model and path, as the lake has the feedback.",
            mixinStandardHelpOptions = true)
    int clicks(@Mixin StackFlags flags, @Option(names = "--json", description = "as JSON") boolean json)
            throws InterruptedException {
        return run(flags, json ? List.of("clicks", "--json") : List.of("clicks"));
    }

    @Command(name = "promote", description = "Make a model current.", mixinStandardHelpOptions = true)
    int promote(
            @Mixin StackFlags flags,
            @Parameters(paramLabel = "MODEL", description = "as 'list' shows it") String model,
            @Option(names = "--force", description = "also if the gate rejected it") boolean force)
            throws InterruptedException {
        return run(flags, force ? List.of("promote", model, "--force") : List.of("promote", model));
    }

    @Command(
            name = "rollback",
            description =
                    "Make the model current that was so before. A model that becomes current in the same moment is"
                            + " not undone: the command says so and changes nothing.",
            mixinStandardHelpOptions = true)
    int rollback(@Mixin StackFlags flags) throws InterruptedException {
        return run(flags, List.of("rollback"));
    }

    private static int run(StackFlags flags, List<String> arguments) throws InterruptedException {
        Stack stack = flags.required();
        var program = stack.program("ml", "io.millrace.ml.ModelsMain", arguments.toArray(String[]::new));
        return new AttachedProgram(stack.command(program), Map.of()).runInPlace();
    }
}
