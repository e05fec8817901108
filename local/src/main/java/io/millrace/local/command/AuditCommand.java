package io.millrace.local.command;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares the lake with its source, and Redis with the lake. */
@Command(
        name = "audit",
        description = "Compare every silver table with its source table, row for row at one position while both are"
                + " written, then the features in Redis with those in the lake, and the live users and items with the silver"
                + " tables; status 0 only if all are equal.",
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {
    /** Not less than the heap that the module begins with. */
    static final String LAKE_HEAP = "512m";

    private static final String ONLINE_HEAP = "900m";

    @Mixin
    private StackFlags flags = new StackFlags();

    @Parameters(
            paramLabel = "TABLE",
            arity = "0..*",
            description = "such as public.orders: these tables alone, and not Redis (default: everything)")
    private List<String> tables = List.of();

    @Option(
            names = "--repair",
            description =
                    "read again what differs, and write features, live users and items again in Redis; then compare once"
                            + " more. Measures are not mended: streaming with another streaming.generation computes them"
                            + " anew")
    private boolean repair;

    @Option(
            names = "--json",
            description =
                    "print JSON: one line of the tables, one of the features, one of the live users and items, and one of"
                            + " the measures")
    private boolean json;

    @Option(
            names = "--measures",
            description = "compare the live measures in Redis with the silver tables, too; not beside TABLE")
    private boolean measures;

    @Override
    public Integer call() throws InterruptedException {
        if (measures && !tables.isEmpty()) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "--measures compares those of all tables; leave the tables out, or --measures");
        }
        Stack stack = flags.required();
        int lake = run(stack, "lakehouse", "io.millrace.lakehouse.audit.AuditMain", LAKE_HEAP, options(tables));
        if (!tables.isEmpty()) {
            return lake;
        }
        int online = redis(stack, "io.millrace.features.online.OnlineAuditMain", options(List.of()));
        int live = redis(stack, "io.millrace.features.live.InteractionAuditMain", options(List.of()));
        int figures = measures
                ? redis(stack, "io.millrace.features.measure.MeasureAuditMain", json ? List.of("--json") : List.of())
                : 0;
        return IntStream.of(lake, online, live, figures)
                .filter(status -> status != 0)
                .findFirst()
                .orElse(0);
    }

    private static int redis(Stack stack, String main, List<String> arguments) throws InterruptedException {
        return run(stack, "features", main, ONLINE_HEAP, arguments);
    }

    private List<String> options(List<String> names) {
        List<String> arguments = new ArrayList<>(names);
        if (repair) {
            arguments.add("--repair");
        }
        if (json) {
            arguments.add("--json");
        }
        return arguments;
    }

    private static int run(Stack stack, String module, String main, String heap, List<String> arguments)
            throws InterruptedException {
        var program =
                stack.program(module, main, arguments.toArray(String[]::new)).withHeap(heap);
        return new AttachedProgram(stack.command(program), Map.of()).runInPlace();
    }
}
