package io.millrace.workloads.video;

import io.millrace.contracts.process.Secret;
import io.millrace.workloads.video.database.VideoDatabase;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which database a command works on. The password comes from the environment, where no process list shows it. */
final class DatabaseOptions {
    private static final String PASSWORD = "MILLRACE_VIDEO_PASSWORD";

    @Option(
            names = "--jdbc-url",
            required = true,
            defaultValue = "${env:MILLRACE_VIDEO_URL}",
            paramLabel = "URL",
            description = "the database, such as jdbc:postgresql://localhost:5432/video (default: MILLRACE_VIDEO_URL);"
                    + " its password is in " + PASSWORD)
    private String jdbcUrl;

    @Option(
            names = "--user",
            defaultValue = "${env:MILLRACE_VIDEO_USER:-postgres}",
            description = "the database user, who must own the tables (default: MILLRACE_VIDEO_USER, else postgres)")
    private String user;

    VideoDatabase database() {
        return new VideoDatabase(
                jdbcUrl,
                user,
                Secret.of(Optional.ofNullable(System.getenv(PASSWORD)).orElse("")));
    }
}
