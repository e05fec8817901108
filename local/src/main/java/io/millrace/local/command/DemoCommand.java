package io.millrace.local.command;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.demo.Demo;
import io.millrace.local.demo.DemoPlan;
import io.millrace.local.stack.Machine;
import io.millrace.local.stack.ShopSource;
import io.millrace.local.stack.StackOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From nothing to a recommendation. */
@Command(
        name = "demo",
        description =
                "From nothing to a recommendation: start everything, fill a shop, capture it, land it in the lake,"
                        + " compute features, train a model and serve it; then let customers order until Ctrl-C, which stops"
                        + " everything.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private StackFlags flags = new StackFlags();

    @Option(names = "--once", description = "end after the printout instead of simulating orders")
    private boolean once;

    @Option(
            names = "--dataset",
            paramLabel = "FILE",
            description = "load the real Online Retail file (csv or csv.gz) instead of a generated shop")
    private Path dataset;

    @Option(names = "--users", defaultValue = "2000", description = "generated users (default: ${DEFAULT-VALUE})")
    private int users;

    @Option(names = "--products", defaultValue = "1000", description = "generated products (default: ${DEFAULT-VALUE})")
    private int products;

    @Option(names = "--orders", defaultValue = "40000", description = "generated orders (default: ${DEFAULT-VALUE})")
    private int orders;

    @Option(names = "--seed", defaultValue = "42", description = "seed of all chance (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--rate",
            defaultValue = "2",
            description = "live orders per second after the printout (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description =
                    "moment from which ages are counted, such as 2011-12-10T00:00:00Z (default: the newest event)")
    private String asOf;

    @Override
    public Integer call() throws InterruptedException {
        requireUsable();
        Path folder = flags.folderOr(dataset == null ? "shop" : "online-retail");
        Machine.require(flags.settings(), folder);
        var options = new StackOptions(
                flags.portBase(),
                ShopSource.pipelineFile(flags.home()).toString(),
                true,
                Optional.ofNullable(asOf),
                false);
        var plan = new DemoPlan(
                Optional.ofNullable(dataset).map(Path::toAbsolutePath), users, products, orders, seed, rate, once);
        new Demo(flags.stack(folder, options), plan).run();
        return 0;
    }

    private void requireUsable() {
        if (dataset != null && !Files.isReadable(dataset)) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The data set %s cannot be read; docs/operations.md says where to download it".formatted(dataset));
        }
        if (asOf != null) {
            try {
                Instant.parse(asOf);
            } catch (DateTimeParseException e) {
                throw new PipelineException(
                        FailureKind.CONFIGURATION,
                        "--as-of must be a moment such as 2011-12-10T00:00:00Z, but is '%s'".formatted(asOf),
                        e);
            }
        }
    }
}
