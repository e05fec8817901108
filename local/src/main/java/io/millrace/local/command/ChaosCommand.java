package io.millrace.local.command;

import io.millrace.local.chaos.Chaos;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Breaks a stack of its own on purpose. */
@Command(
        name = "chaos",
        description =
                "Break the product on purpose while its source is being written, and compare lake and source after"
                        + " each mishap. Runs on an embedded stack of its own, never on a database of yours; status 0 only if"
                        + " nothing was lost, doubled or wrong.",
        mixinStandardHelpOptions = true)
public final class ChaosCommand implements Callable<Integer> {
    @Mixin
    private StackFlags flags = new StackFlags();

    @Option(names = "--minutes", defaultValue = "30", description = "how long (default: ${DEFAULT-VALUE})")
    private int minutes;

    @Option(names = "--seed", defaultValue = "1", description = "seed of all chance (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--crashes", description = "end each process once at each named point of its code, and no more")
    private boolean crashes;

    @Override
    public Integer call() throws Exception {
        Path folder = flags.folderOr("chaos");
        var chaos = new Chaos(folder, flags.portBase(folder), flags.settings(), System.out::println);
        boolean equal = crashes ? chaos.crashes(seed) : chaos.run(Duration.ofMinutes(minutes), seed);
        return equal ? 0 : 1;
    }
}
