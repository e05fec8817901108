package io.millrace.testkit.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes the operating system start a process that lives as long as asked. */
final class Launcher {
    // The kernel ties a child to the thread that started it, so all are started by one that never ends.
    private static final ExecutorService PARENT = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "process-parent");
        thread.setDaemon(true);
        return thread;
    });

    private Launcher() {}

    static Process launch(ProcessCommand command, Lifetime lifetime, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line(command.line(), lifetime))
                .directory(command.folder().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(command.environment());
        try {
            return PARENT.submit(builder::start).get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while starting a process", e);
        }
    }

    private static List<String> line(List<String> line, Lifetime lifetime) {
        return switch (lifetime) {
            // A session of its own: the Ctrl-C and the closing of the terminal go to the JVM alone.
            case UNTIL_STOPPED -> prefixed("/usr/bin/setsid", List.of(), line);
            case WITH_THIS_JVM -> tied(line);
        };
    }

    private static List<String> tied(List<String> line) {
        List<String> setpriv = List.of("--pdeathsig", "KILL");
        // A change of user namespace clears the tie, so it is made inside of it.
        if (line.size() > 2 && line.get(0).endsWith("unshare")) {
            List<String> inner = prefixed("/usr/bin/setpriv", setpriv, line.subList(2, line.size()));
            return prefixed(line.get(0), List.of(line.get(1)), inner);
        }
        return prefixed("/usr/bin/setpriv", setpriv, line);
    }

    private static List<String> prefixed(String program, List<String> flags, List<String> line) {
        if (!Files.isExecutable(Path.of(program))) {
            return line;
        }
        List<String> all = new ArrayList<>();
        all.add(program);
        all.addAll(flags);
        all.addAll(line);
        return all;
    }
}
