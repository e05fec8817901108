package io.millrace.local.command;

import io.millrace.local.stack.AttachedProgram;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.MillraceHome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Measures the product, on stacks that are made for it. */
@Command(
        name = "bench",
        description = "Measure the product on this machine, each figure beside a limit: 'millrace bench --help'")
public final class BenchCommand implements Callable<Integer> {
    private static final String HEAP = "512m";

    /** Everything behind the name: the other program reads it, its {@code --help} included. */
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        MillraceHome home = MillraceHome.find();
        var program = JavaProgram.of(home.module("benchmarks"), "io.millrace.benchmarks.BenchmarksMain")
                .withHeap(HEAP)
                .withJvmFlags("-Dmillrace.home=" + home.path())
                .withArguments(arguments.toArray(String[]::new));
        return new AttachedProgram(program.command(home.path()), Map.of()).runInPlace();
    }
}
