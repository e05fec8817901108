package io.millrace.ml.flags;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.ml.compare.Protocol;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How models are judged. */
public final class ProtocolFlags {
    @Option(
            names = "--k",
            paramLabel = "LENGTHS",
            defaultValue = "10,20",
            description = "lengths of the lists that are judged (default: ${DEFAULT-VALUE})")
    private String lengths;

    @Option(
            names = "--include-train",
            description = "rank what a user has in training, too, and let it count where the test has it again"
                    + " (default: such items are neither ranked nor looked for)")
    private boolean includesTrain;

    @Option(
            names = "--unknown-items",
            paramLabel = "HOW",
            defaultValue = "drop",
            description = "items of the test that training does not know: drop them, or miss, which counts them as not"
                    + " found (default: ${DEFAULT-VALUE})")
    private String unknownItems;

    @Option(
            names = "--min-events",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "only users with so many events in training; a row is an event, or all rows with the same cell in"
                            + " the column 'event' (default: ${DEFAULT-VALUE})")
    private int leastEvents;

    @Option(
            names = "--negatives",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "rank the items of the test with so many items, drawn by lot, that the user never had (default:"
                            + " all items are ranked)")
    private int negatives;

    @Option(
            names = "--candidates",
            paramLabel = "FILE",
            description = "rank the items of the test with those that this file has for the user: a row for each pair")
    private Path candidates;

    /** The protocol with this seed. */
    public Protocol protocol(long seed) {
        if (candidates != null && negatives > 0) {
            throw new PipelineException(FailureKind.CONFIGURATION, "Give one of --negatives and --candidates");
        }
        if (!unknownItems.equals("drop") && !unknownItems.equals("miss")) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "--unknown-items takes drop or miss, but got '%s'".formatted(unknownItems));
        }
        return new Protocol(
                Words.wholes("--k", lengths), includesTrain, unknownItems.equals("miss"), leastEvents, negatives, seed);
    }

    /** The file of items to rank. */
    public Optional<Path> candidates() {
        return Optional.ofNullable(candidates);
    }
}
