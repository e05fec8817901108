package io.millrace.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.ml.compare.Comparison;
import io.millrace.ml.compare.ComparisonPage;
import io.millrace.ml.flags.EvaluateFlags;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Compares recommenders on interactions of anyone's. */
@Command(
        name = "millrace evaluate",
        description =
                "Compares popularity, item-kNN and ALS on your interactions, and prints how good the lists of each"
                        + " are. Every item of training is ranked for every user unless --negatives or --candidates say less.",
        customSynopsis = {
            "millrace evaluate --data FILE --split RULE [FLAG...]",
            "       millrace evaluate --train FILE --test FILE [FLAG...]"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class EvaluateMain {
    @Mixin
    private EvaluateFlags flags = new EvaluateFlags();

    @Option(names = "--json", description = "print JSON: files, sizes, protocol, every trial, and the models")
    private boolean json;

    private EvaluateMain() {}

    public static void main(String[] args) {
        Entrypoint.exit("evaluate", () -> run(System.out, args));
    }

    static void run(PrintStream out, String... args) {
        var command = new EvaluateMain();
        var line = new CommandLine(command);
        line.setUsageHelpAutoWidth(true);
        try {
            if (CommandLine.printHelpIfRequested(line.parseArgs(args))) {
                return;
            }
        } catch (ParameterException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, e.getMessage() + "; see: millrace evaluate --help", e);
        }
        command.print(out, new EvaluateRun(command.flags, System.err::println).compare());
    }

    private void print(PrintStream out, Comparison comparison) {
        if (!json) {
            ComparisonPage.lines(comparison).forEach(out::println);
            return;
        }
        try {
            out.println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(comparison));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A comparison can be written as JSON", e);
        }
    }
}
