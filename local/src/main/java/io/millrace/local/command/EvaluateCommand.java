package io.millrace.local.command;

import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.Machine;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.MillraceHome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Compares recommenders on files of interactions; needs no stack. */
@Command(
        name = "evaluate",
        description = "Compare popularity, item-kNN and ALS on files of your interactions: 'millrace evaluate --help'")
public final class EvaluateCommand implements Callable<Integer> {
    /** Everything behind the name: the other program reads it, its {@code --help} included. */
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        var program = JavaProgram.of(MillraceHome.find().module("ml"), "io.millrace.ml.EvaluateMain")
                .withHeap(Machine.halfOfMemory())
                // A job of minutes that only computes is worth the better compiler, and the room for its code.
                .withJvmFlags("-XX:TieredStopAtLevel=4", "-XX:ReservedCodeCacheSize=240m")
                .withArguments(arguments.toArray(String[]::new));
        return new AttachedProgram(program.command(Path.of("").toAbsolutePath()), Map.of()).runInPlace();
    }
}
