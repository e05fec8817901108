package io.millrace.local.command;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.VideoSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the shop's intake beside the stack. */
@Command(
        name = "intake",
        description =
                "Take orders and changes of products over HTTP for the shop of 'up' or 'demo', until Ctrl-C: on the"
                        + " eighth port after the first (8608).",
        mixinStandardHelpOptions = true)
public final class IntakeCommand implements Callable<Integer> {
    private static final String HEAP = "128m";

    @Mixin
    private StackFlags flags = new StackFlags();

    @Override
    public Integer call() throws InterruptedException {
        Stack stack = flags.required();
        if (!stack.options().ownDatabase() || VideoSource.isOf(stack.options())) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The intake writes the shop's tables, and %s watches another database; start the shop with './millrace up'"
                            .formatted(stack.folder()));
        }
        var program = stack.program("workloads/shop", "io.millrace.workloads.shop.intake.IntakeMain")
                .withHeap(HEAP);
        String port = Integer.toString(stack.options().ports().intake());
        return new AttachedProgram(stack.command(program), Map.of("MILLRACE_SHOP_INTAKE_HTTP_PORT", port)).runInPlace();
    }
}
