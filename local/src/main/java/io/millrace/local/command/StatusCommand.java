package io.millrace.local.command;

import io.millrace.local.stack.Stack;
import io.millrace.local.status.StatusPage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(names = "--json", description = "what each part answers, as JSON")
    private boolean json;

    @Override
    public Integer call() {
        Stack stack = flags.required();
        var page = new StatusPage(stack);
        if (json) {
            System.out.println(page.json());
        } else {
            page.lines().forEach(System.out::println);
        }
        boolean up = stack.parts().stream().allMatch(part -> part.process().isPresent());
        return up ? 0 : SOMETHING_IS_DOWN;
    }
}
