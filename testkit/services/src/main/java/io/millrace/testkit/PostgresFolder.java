package io.millrace.testkit;

import io.millrace.testkit.process.ProcessCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one Postgres server.
 *
 * @param path the folder that Postgres calls its data directory
 */
record PostgresFolder(Path path) {
    boolean exists() {
        return Files.exists(path);
    }

    /** Fills the folder; one that was interrupted leaves nothing that looks like a database. */
    void create(Path home, PostgresOwner owner, String password, boolean durable) throws IOException {
        Path half = path.resolveSibling("data.half");
        Folders.delete(half);
        SecretFile passwordOnce = new SecretFile(path.resolveSibling("password.once"));
        passwordOnce.write(password);
        try {
            List<String> line = new ArrayList<>(List.of(
                    home.resolve("bin/initdb").toString(),
                    "--pgdata=" + half,
                    "--username=postgres",
                    "--auth=scram-sha-256",
                    "--pwfile=" + passwordOnce.path(),
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--data-checksums"));
            if (!durable) {
                line.add("--no-sync");
            }
            ShortRun.of("create the files of Postgres", ProcessCommand.in(path.getParent(), owner.command(line)));
            Files.move(half, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(passwordOnce.path());
        }
    }

    /** Refuses files that another major version wrote. */
    void refuseOtherVersion(String expected) throws IOException {
        String found = Files.readString(path.resolve("PG_VERSION")).strip();
        if (!found.equals(expected)) {
            throw new StartException(
                    "The files in %s are of Postgres %s, but this is Postgres %s; choose another folder or convert them with pg_upgrade"
                            .formatted(path, found, expected));
        }
    }

    /**
     * Removes the mark of a server that was killed. Postgres does so itself unless another process has got the number by
     * then, which is likely after a restart of the machine.
     */
    void forgetDeadServer() throws IOException {
        Path mark = path.resolve("postmaster.pid");
        if (!Files.exists(mark)) {
            return;
        }
        String pid = Files.readAllLines(mark).stream().findFirst().orElse("").strip();
        Path workingFolder = Path.of("/proc", pid, "cwd");
        boolean serves = Files.exists(workingFolder) && Files.isSameFile(workingFolder, path);
        if (!serves) {
            Files.delete(mark);
        }
    }
}
