package io.millrace.local.command;

import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.Stack;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Compares parameters of the model. */
@Command(
        name = "tune",
        description = "Compare parameters of the model on events before those that models are judged by, and print the"
                + " best. Changes no model; the settings ml.tuning say which are compared. Goes on where it was ended.",
        mixinStandardHelpOptions = true)
public final class TuneCommand implements Callable<Integer> {
    private static final String HEAP = "1200m";

    @Mixin
    private StackFlags flags = new StackFlags();

    @Override
    public Integer call() throws InterruptedException {
        Stack stack = flags.required();
        var program = stack.program("ml", "io.millrace.ml.TrainMain", "tune").withHeap(HEAP);
        return new AttachedProgram(stack.command(program), Map.of()).runInPlace();
    }
}
