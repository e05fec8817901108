package io.millrace.local;

import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.ProcessCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The command as a user runs it, with what it prints. */
final class Command implements AutoCloseable {
    /** What a shell starts in the background ignores Ctrl-C, and so does all that it starts: a terminal's would not. */
    private static final List<String> HEEDS_CTRL_C = List.of("env", "--default-signal=INT");

    private static final boolean CAN_HEED = canHeed();

    private static final int PATIENCE_MINUTES = 15;

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    /** A command that has ended, and all that it printed. */
    record Ended(int status, String text) {}

    /** Runs it in this folder to its end. */
    static Ended run(Path folder, String... arguments) throws Exception {
        try (var command = new Command(folder, arguments)) {
            int status = command.end();
            return new Ended(status, command.text());
        }
    }

    /** Starts it in this folder. */
    Command(Path folder, String... arguments) throws IOException {
        MillraceHome home = MillraceHome.find();
        ProcessCommand command = JavaProgram.of(home.module("local"), "io.millrace.local.MillraceMain")
                .withJvmFlags("-Dmillrace.home=" + home.path())
                .withArguments(arguments)
                .command(folder);
        List<String> line = new ArrayList<>(CAN_HEED ? HEEDS_CTRL_C : List.of());
        line.addAll(command.line());
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(command.folder().toFile()).redirectErrorStream(true);
        builder.environment().putAll(command.environment());
        builder.environment().putAll(LocalPipeline.SHORT_LIVED);
        this.process = builder.start();
        this.output = process.inputReader();
    }

    /** An older env does not know how; then Ctrl-C reaches a build in the foreground alone. */
    private static boolean canHeed() {
        List<String> line = new ArrayList<>(HEEDS_CTRL_C);
        line.add("true");
        try {
            return new ProcessBuilder(line).start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("Cannot run " + line, e);
        }
    }

    /** Reads on until a line contains this; fails if it ends before. */
    void readUntil(String text) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.contains(text)) {
                return;
            }
        }
        assertThat(lines).as("ended without it").anyMatch(line -> line.contains(text));
    }

    /** What Ctrl-C does. */
    void interrupt() throws Exception {
        assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -INT " + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Reads what is left, and gives the exit status; that of a killed process if it does not end by itself. */
    int end() throws Exception {
        CompletableFuture.delayedExecutor(PATIENCE_MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
        output.lines().forEach(lines::add);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    /** All that was read so far. */
    String text() {
        return String.join(System.lineSeparator(), lines);
    }

    @Override
    public void close() throws IOException {
        output.close();
        process.destroyForcibly();
    }
}
