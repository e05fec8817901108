package io.millrace.local.command;

import io.millrace.local.stack.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops what runs; what it holds stays. */
@Command(
        name = "down",
        description = "Stop everything. What it holds stays; 'up' continues from there.",
        mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {
    @Mixin
    private StackFlags flags = new StackFlags();

    @Override
    public Integer call() {
        Stack stack = flags.required();
        long running = stack.parts().stream()
                .filter(part -> part.process().isPresent())
                .count();
        stack.stop();
        System.out.println(
                running == 0
                        ? "Nothing was running in " + stack.folder()
                        : "Stopped %d processes; the state is in %s".formatted(running, stack.folder()));
        return 0;
    }
}
