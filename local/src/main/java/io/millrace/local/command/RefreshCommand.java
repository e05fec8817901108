package io.millrace.local.command;

import io.millrace.local.demo.RefreshRun;
import io.millrace.local.stack.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the refresh chain now. */
@Command(
        name = "refresh",
        description = "Compute features, train, evaluate and publish now, and show each step as it ends.",
        mixinStandardHelpOptions = true)
public final class RefreshCommand implements Callable<Integer> {
    @Mixin
    private StackFlags flags = new StackFlags();

    @Override
    public Integer call() throws InterruptedException {
        Stack stack = flags.required();
        System.out.println(RefreshRun.of(stack).run(System.out::println));
        return 0;
    }
}
