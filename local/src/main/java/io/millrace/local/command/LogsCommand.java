package io.millrace.local.command;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Suggestion;
import io.millrace.local.stack.Stack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the log of one process. */
@Command(name = "logs", description = "Show the log of one process.", mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {
    private static final String SUFFIX = ".log";
    private static final long POLL_MILLIS = 300;

    @Mixin
    private StackFlags flags = new StackFlags();

    @Parameters(paramLabel = "NAME", description = "a process or job as 'status' names it, such as cdc or lakehouse")
    private String name;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "50",
            description = "so many of the last lines (default: ${DEFAULT-VALUE})")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "go on showing what is added, until Ctrl-C")
    private boolean follow;

    @Override
    public Integer call() throws InterruptedException {
        Stack stack = flags.required();
        Path log = stack.logs().resolve(name + SUFFIX);
        if (!Files.exists(log)) {
            List<String> known = names(stack.logs());
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "There is no log of '%s'.%s There are: %s"
                            .formatted(name, Suggestion.didYouMean(name, known), String.join(", ", known)));
        }
        if (lines < 0) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "--lines must be at least 0, but is %d".formatted(lines));
        }
        // Not Files.newBufferedReader, which fails at the first byte that is no UTF-8: programs write what they like.
        try (var reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
            last(reader).forEach(System.out::println);
            while (follow) {
                String line = reader.readLine();
                if (line == null) {
                    Thread.sleep(POLL_MILLIS);
                } else {
                    System.out.println(line);
                }
            }
            return 0;
        } catch (IOException e) {
            throw new PipelineException(FailureKind.ENVIRONMENT, "Cannot read the log " + log, e);
        }
    }

    private Deque<String> last(BufferedReader reader) throws IOException {
        var last = new ArrayDeque<String>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            last.add(line);
            if (last.size() > lines) {
                last.remove();
            }
        }
        return last;
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PipelineException(FailureKind.ENVIRONMENT, "Cannot list the logs in " + folder, e);
        }
    }
}
