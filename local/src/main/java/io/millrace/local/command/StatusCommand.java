package io.millrace.local.command;

import io.millrace.local.stack.Stack;
import io.millrace.local.status.StatusPage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows every process and every table. */
@Command(
        name = "status",
        description = "Show each process with its port, memory and health, and each table with its positions.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    /** Status when a part that should run does not. */
    private static final int SOMETHING_IS_DOWN = 1;

    @Mixin
    private StackFlags flags = new StackFlags();

    @Override
    public Integer call() {
        Stack stack = flags.required();
        new StatusPage(stack).lines().forEach(System.out::println);
        boolean up = stack.parts().stream().allMatch(part -> part.process().isPresent());
        return up ? 0 : SOMETHING_IS_DOWN;
    }
}
