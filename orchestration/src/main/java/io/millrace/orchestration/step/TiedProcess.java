package io.millrace.orchestration.step;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Starts a process that the kernel kills when this JVM ends in whatever way, where the kernel can be asked for it. */
final class TiedProcess {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final String OWN_SETTINGS = "MILLRACE_ORCHESTRATION_";

    // The kernel ties a child to the thread that started it, so all are started by one that never ends.
    private static final ExecutorService PARENT = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "step-parent");
        thread.setDaemon(true);
        return thread;
    });

    private TiedProcess() {}

    /** Starts it with all output at the end of the log. */
    static Process start(Command command, Path log) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETPRIV)) {
            line.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "KILL"));
        }
        line.addAll(command.line());
        var builder = new ProcessBuilder(line)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // The passwords of store, mail and webhook are nothing to a step.
        builder.environment().keySet().removeIf(name -> name.startsWith(OWN_SETTINGS));
        builder.environment().putAll(command.environment());
        try {
            return PARENT.submit(builder::start).get();
        } catch (ExecutionException e) {
            throw cannot(command, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cannot(command, e);
        }
    }

    /** The failure of a command that the system does not start. */
    static PipelineException cannot(Command command, Throwable cause) {
        return new PipelineException(
                FailureKind.ENVIRONMENT,
                "Cannot start %s (%s); is it there and executable, and is there memory?"
                        .formatted(command.line().get(0), cause.getMessage()),
                cause instanceof IOException ? cause : null);
    }
}
