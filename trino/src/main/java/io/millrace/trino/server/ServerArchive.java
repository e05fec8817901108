package io.millrace.trino.server;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The archive of the server, as Maven gives it: from its local repository, or from wherever it is set up to look.
 *
 * @param maven the command
 */
public record ServerArchive(String maven) {
    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1";
    private static final int LAST_LINES = 15;

    /**
     * Puts the archive into a folder.
     *
     * @throws PipelineException of kind ENVIRONMENT if Maven is not there or cannot get it
     */
    public Path into(Path folder) throws InterruptedException {
        Path log = folder.resolve("maven.log");
        List<String> line = List.of(
                maven,
                "-B",
                "-ntp",
                PLUGIN + ":copy",
                "-Dartifact=io.trino:trino-server:" + ServerVersion.NUMBER + ":tar.gz",
                "-DoutputDirectory=" + folder);
        try {
            int status = run(new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile()));
            Path archive = folder.resolve("trino-server-" + ServerVersion.NUMBER + ".tar.gz");
            if (status != 0 || !Files.exists(archive)) {
                throw new PipelineException(
                        FailureKind.ENVIRONMENT,
                        "Maven cannot get the Trino server; its last words were:%n%s"
                                .formatted(LogTail.of(log, LAST_LINES)));
            }
            return archive;
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "Fetching the Trino server needs Maven, but '%s' does not start; install it or name it in MILLRACE_TRINO_MAVEN"
                            .formatted(maven),
                    e);
        }
    }

    private static int run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }
}
