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

/** Makes the operating system start a process that lives as long as asked and whose files only its owner may read. */
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

    /** Each program before the real one replaces itself by the next: in the end there is one process, of one number. */
    private static List<String> line(List<String> line, Lifetime lifetime) {
        List<String> all = new ArrayList<>();
        switch (lifetime) {
            // A session of its own: the Ctrl-C and the closing of the terminal go to the JVM alone.
            case UNTIL_STOPPED -> all.addAll(whereThere("/usr/bin/setsid"));
            case WITH_THIS_JVM -> all.addAll(tie("KILL"));
        }
        all.addAll(List.of("/bin/sh", "-c", "umask 077; exec \"$@\"", "sh"));
        all.addAll(line);
        return all;
    }

    /** What has the kernel send a signal to the program after it when the thread that starts it ends in whatever way. */
    static List<String> tie(String signal) {
        return whereThere("/usr/bin/setpriv", "--pdeathsig", signal);
    }

    private static List<String> whereThere(String program, String... flags) {
        if (!Files.isExecutable(Path.of(program))) {
            return List.of();
        }
        List<String> all = new ArrayList<>(List.of(program));
        all.addAll(List.of(flags));
        return all;
    }
}
