package io.millrace.local.command;

import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.stack.ShopSource;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import io.millrace.local.stack.StackStart;
import io.millrace.local.status.StatusPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts what does not run. */
@Command(
        name = "up",
        description = "Start everything that does not run, and return when it answers. Without a pipeline file the"
                + " source is an embedded Postgres with an empty shop, or the one of the last demo.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    private static final String TRINO = "trino";

    @Mixin
    private StackFlags flags = new StackFlags();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "PIPELINE",
            description = "the pipeline file of a Postgres of your own; try 'millrace check' first")
    private Path file;

    @Option(
            names = "--with",
            paramLabel = "PART",
            description = "start this too: trino (fetches its server once, 821 MB, and needs a newer JDK beside)")
    private List<String> with = List.of();

    @Override
    public Integer call() throws InterruptedException {
        for (String part : with) {
            if (!part.equals(TRINO)) {
                throw new PipelineException(
                        FailureKind.CONFIGURATION,
                        "There is no part '%s' to start with; there is trino".formatted(part));
            }
        }
        Stack stack = file == null ? last() : own();
        flags.claim(stack);
        new StackStart(stack, System.out::println).run();
        System.out.println();
        new StatusPage(stack).lines().forEach(System.out::println);
        System.out.printf("%nDashboard: %s%n", stack.dashboardUrl());
        return 0;
    }

    private Stack own() {
        Pipeline pipeline = PipelineFile.read(file);
        Path folder = flags.folderOr(pipeline.name());
        return flags.stack(
                folder,
                new StackOptions(
                        flags.portBase(folder),
                        file.toAbsolutePath().toString(),
                        false,
                        Optional.empty(),
                        with.contains(TRINO)));
    }

    private Stack last() {
        return flags.existing().map(this::withParts).orElseGet(this::shop);
    }

    private Stack shop() {
        Path folder = flags.folderOr(Stack.SHOP_DATABASE);
        return flags.stack(
                folder,
                new StackOptions(
                        flags.portBase(folder),
                        ShopSource.pipelineFile(flags.home()).toString(),
                        true,
                        Optional.empty(),
                        with.contains(TRINO)));
    }

    private Stack withParts(Stack stack) {
        StackOptions old = stack.options();
        return flags.stack(
                stack.folder(),
                new StackOptions(
                        flags.portBase(stack.folder()),
                        old.pipeline(),
                        old.ownDatabase(),
                        old.asOf(),
                        old.trino() || with.contains(TRINO)));
    }
}
