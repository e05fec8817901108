package io.millrace.local.command;

import io.millrace.local.stack.AttachedProgram;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.MillraceHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says whether a database of the user's own is ready for capture. */
@Command(
        name = "check",
        description = "Say whether the database of a pipeline file can be captured, and what mends it if not.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "PIPELINE",
            description = "the pipeline file")
    private Path file;

    @Override
    public Integer call() throws InterruptedException {
        JavaProgram program = JavaProgram.of(MillraceHome.find().module("cdc"), "io.millrace.cdc.check.CheckMain")
                .withArguments("-f", file.toAbsolutePath().toString());
        return new AttachedProgram(program.command(Path.of("").toAbsolutePath()), Map.of()).runInPlace();
    }
}
