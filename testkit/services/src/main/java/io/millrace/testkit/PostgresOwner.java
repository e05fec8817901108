package io.millrace.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The user that Postgres runs as: this one, or for root, whom it refuses, nobody in a user namespace.
 *
 * @param prefix the command that comes before that of Postgres
 */
record PostgresOwner(List<String> prefix) {
    private static final String UNSHARE = "/usr/bin/unshare";
    private static final int ROOT = 0;

    /** @throws StartException when this is root and the kernel forbids user namespaces */
    static PostgresOwner ofThisProcess() throws IOException {
        boolean root = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == ROOT;
        return root ? ofRoot(namespacesWork()) : new PostgresOwner(List.of());
    }

    static PostgresOwner ofRoot(boolean namespacesWork) {
        if (!namespacesWork) {
            throw new StartException(
                    "Postgres refuses to run as root, and this kernel forbids the user namespace that gets around it"
                            + " ('unshare -U true' fails); run Millrace as an ordinary user");
        }
        return new PostgresOwner(List.of(UNSHARE, "-U"));
    }

    List<String> command(List<String> line) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(line);
        return all;
    }

    private static boolean namespacesWork() throws IOException {
        if (!Files.isExecutable(Path.of(UNSHARE))) {
            return false;
        }
        try {
            Process process = new ProcessBuilder(UNSHARE, "-U", "/bin/true")
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"))
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
