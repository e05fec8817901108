package io.millrace.local.command;

import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares the lake with its source. */
@Command(
        name = "audit",
        description = "Compare every silver table with its source table, row for row; status 0 only if all are equal."
                + " Meant for a source that is not being written.",
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {
    private static final String HEAP = "900m";

    @Mixin
    private StackFlags flags = new StackFlags();

    @Parameters(paramLabel = "TABLE", arity = "0..*", description = "such as public.orders (default: all)")
    private List<String> tables = List.of();

    @Override
    public Integer call() throws InterruptedException {
        Stack stack = flags.required();
        var program = stack.program("lakehouse", "io.millrace.lakehouse.audit.AuditMain", tables.toArray(String[]::new))
                .withHeap(HEAP);
        return new AttachedProgram(stack.command(program), Map.of()).run(System.out::println);
    }
}
