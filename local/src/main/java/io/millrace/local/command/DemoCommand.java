package io.millrace.local.command;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.demo.Demo;
import io.millrace.local.demo.DemoPlan;
import io.millrace.local.demo.VideoDemo;
import io.millrace.local.stack.ShopSource;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import io.millrace.local.stack.VideoSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
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
    private static final int HIGHEST_RATE = 1_000;
    private static final double USUAL_ORDERS = 2;
    private static final double USUAL_EVENTS = 20;

    @Mixin
    private StackFlags flags = new StackFlags();

    /** What is watched. */
    private enum WorkloadName {
        SHOP,
        VIDEO
    }

    @Option(
            names = "--workload",
            defaultValue = "shop",
            paramLabel = "NAME",
            description = "shop, or video: a video service, whose viewers send events (default: ${DEFAULT-VALUE})")
    private WorkloadName workload;

    @Option(names = "--once", description = "end after the printout instead of simulating orders")
    private boolean once;

    @Option(
            names = "--dataset",
            paramLabel = "FILE",
            description = "load the real Online Retail file (csv or csv.gz) instead of a generated shop")
    private Path dataset;

    // What is not given here is left to the shop's own commands, which own the defaults.
    @Option(names = "--users", paramLabel = "COUNT", description = "generated users, instead of the shop's own number")
    private Integer users;

    @Option(
            names = "--products",
            paramLabel = "COUNT",
            description = "generated products, instead of the shop's own number")
    private Integer products;

    @Option(
            names = "--orders",
            paramLabel = "COUNT",
            description = "generated orders, instead of the shop's own number")
    private Integer orders;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "seed of all chance, instead of the shop's own")
    private Long seed;

    @Option(
            names = "--rate",
            paramLabel = "NUMBER",
            description = "live orders per second after the printout (default: 2), or events of viewers (default: 20)")
    private Double rate;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description =
                    "moment from which ages are counted, such as 2011-12-10T00:00:00Z (default: the newest event)")
    private String asOf;

    @Override
    public Integer call() throws InterruptedException {
        requireUsable();
        boolean isVideo = workload == WorkloadName.VIDEO;
        Path folder = flags.folderOr(isVideo ? VideoSource.NAME : dataset == null ? "shop" : "online-retail");
        Path pipeline = isVideo ? VideoSource.pipelineFile(flags.home()) : ShopSource.pipelineFile(flags.home());
        var options = new StackOptions(
                flags.portBase(folder),
                pipeline.toString(),
                true,
                Optional.ofNullable(asOf),
                StackOptions.read(folder).filter(StackOptions::trino).isPresent());
        var plan = new DemoPlan(
                Optional.ofNullable(dataset).map(Path::toAbsolutePath), sizes(), seedFlag(), rateOrUsual(), once);
        Stack stack = flags.stack(folder, options);
        flags.claim(stack);
        if (isVideo) {
            new VideoDemo(stack, plan).run();
        } else {
            new Demo(stack, plan).run();
        }
        return 0;
    }

    private List<String> sizes() {
        List<String> flags = new ArrayList<>();
        flags.addAll(flag(workload == WorkloadName.VIDEO ? "--viewers" : "--users", users));
        flags.addAll(flag("--products", products));
        flags.addAll(flag("--orders", orders));
        return flags;
    }

    private double rateOrUsual() {
        double usual = workload == WorkloadName.VIDEO ? USUAL_EVENTS : USUAL_ORDERS;
        return rate == null ? usual : rate;
    }

    private List<String> seedFlag() {
        return flag("--seed", seed);
    }

    private static void requireAboveZero(String name, Integer value) {
        if (value != null && value <= 0) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "%s must be above zero, but is %d".formatted(name, value));
        }
    }

    private static List<String> flag(String name, Number value) {
        return value == null ? List.of() : List.of(name, value.toString());
    }

    /** Before anything starts; the shop itself is stricter, and says so when it is filled. */
    private void requireUsable() {
        requireAboveZero("--users", users);
        requireAboveZero("--products", products);
        requireAboveZero("--orders", orders);
        if (workload == WorkloadName.VIDEO && (dataset != null || products != null || orders != null || asOf != null)) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "--dataset, --products, --orders and --as-of are of the shop; take them away, or --workload video");
        }
        if (!(rateOrUsual() > 0 && rateOrUsual() <= HIGHEST_RATE)) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "--rate must be more than 0 and at most %d orders or events per second, but is %s"
                            .formatted(HIGHEST_RATE, rate));
        }
        if (dataset != null && !(Files.isRegularFile(dataset) && Files.isReadable(dataset))) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The data set %s does not exist or cannot be read; docs/operations.md says where to download it"
                            .formatted(dataset));
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
