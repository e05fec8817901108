package io.millrace.local.stack;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The video service in the embedded Postgres.
 *
 * @param stack that Postgres runs in
 */
public record VideoSource(Stack stack) {
    /** Name of the service, of its database and of its pipeline. */
    public static final String NAME = "video";

    private static final String MAIN = "io.millrace.workloads.video.VideoMain";
    private static final Path PIPELINE = Path.of("workloads", NAME, "pipeline.yaml");

    /** The service's pipeline file in the checkout. */
    public static Path pipelineFile(Path home) {
        return home.resolve(PIPELINE);
    }

    /** Whether a stack's source is the video service, and not the shop. */
    public static boolean isOf(StackOptions options) {
        return options.ownDatabase() && Path.of(options.pipeline()).endsWith(PIPELINE);
    }

    private WorkloadCommands commands() {
        return new WorkloadCommands(stack, NAME, MAIN);
    }

    /** Creates database and tables where they are absent. */
    public void create() throws InterruptedException {
        commands().createDatabase();
        run(line -> {}, "create-schema");
    }

    /** Where the log ends now. */
    public long position() {
        return commands().position();
    }

    /** A viewer with some ratings, but not so many that they fill a page; the same one each time. */
    public String example() {
        return commands()
                .ask("SELECT viewer_id FROM ratings GROUP BY 1 ORDER BY abs(count(*) - 10), viewer_id LIMIT 1");
    }

    /** Runs one of the service's commands to its end. */
    public void run(Consumer<String> lines, String... arguments) throws InterruptedException {
        commands().run(lines, arguments);
    }
}
