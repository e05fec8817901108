package io.millrace.local.chaos;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.Topics;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.testkit.TopicEraser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Changes that are gone before they were read. Capture has to refuse to go on, and to begin anew when it is told to; the
 * lake has to mark the tables and to have them read again.
 */
final class Losses {
    private static final Duration WRITING = Duration.ofSeconds(3);
    private static final Topics TOPICS = new Topics(ChaosTables.PIPELINE_NAME);
    private static final TableId TABLE = TableId.parse("chaos.people");

    private Losses() {}

    static List<Mishap> all() {
        return List.of(
                Mishap.of("Postgres is restored from an older copy", Losses::restore)
                        .ending(MillraceProcess.CDC),
                Mishap.of("the offsets of capture are deleted", Losses::deleteOffsets)
                        .ending(MillraceProcess.CDC),
                Mishap.of("a change topic is deleted", Losses::deleteTopic).maybeEndingLater(MillraceProcess.LAKEHOUSE),
                Mishap.of("records expire that the lake has not read", Losses::expire)
                        .ending(MillraceProcess.LAKEHOUSE),
                Mishap.of("the change log of the lake is deleted", Losses::deleteLog)
                        .ending(MillraceProcess.LAKEHOUSE));
    }

    private static void restore(ChaosStack stack, Random random) throws SQLException, InterruptedException {
        stack.kill(MillraceProcess.CDC);
        Path copy = stack.postgresFiles().resolveSibling("copy");
        replace(stack, copy, stack.postgresFiles());
        stack.launch(MillraceProcess.CDC, Map.of());
        // More than there is in the copy.
        Thread.sleep(WRITING.toMillis());
        new Refusal(stack).awaitCaptured();
        stack.kill(MillraceProcess.CDC);
        replace(stack, stack.postgresFiles(), copy);
        new Refusal(stack).require();
    }

    /** Makes one folder what the other is, while Postgres is down. */
    private static void replace(ChaosStack stack, Path folder, Path by) throws InterruptedException {
        stack.services().postgres().stop();
        shell("rm -rf \"$1\" && cp -a \"$2\" \"$1\"", folder, by);
        stack.services().postgres().start();
    }

    private static void shell(String command, Path... paths) throws InterruptedException {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", command, "sh"));
        Stream.of(paths).map(Path::toString).forEach(line::add);
        try {
            int status = new ProcessBuilder(line).inheritIO().start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("'%s' ended with status %d".formatted(command, status));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command, e);
        }
    }

    private static void deleteOffsets(ChaosStack stack, Random random) throws InterruptedException {
        stack.kill(MillraceProcess.CDC);
        new TopicEraser(stack.services().kafka()).delete(TOPICS.offsets());
        new Refusal(stack).require();
    }

    private static void deleteTopic(ChaosStack stack, Random random) {
        new TopicEraser(stack.services().kafka()).delete(TOPICS.changes(TABLE));
    }

    private static void expire(ChaosStack stack, Random random) throws InterruptedException {
        stack.kill(MillraceProcess.LAKEHOUSE);
        Thread.sleep(WRITING.toMillis());
        var eraser = new TopicEraser(stack.services().kafka());
        for (int partition = 0; partition < ChaosTables.PARTITIONS; partition++) {
            eraser.empty(TOPICS.changes(TABLE), partition);
        }
    }

    private static void deleteLog(ChaosStack stack, Random random) throws InterruptedException {
        stack.kill(MillraceProcess.LAKEHOUSE);
        Thread.sleep(WRITING.toMillis());
        shell("rm -rf \"$1\"", stack.changeLog());
        var eraser = new TopicEraser(stack.services().kafka());
        for (int partition = 0; partition < ChaosTables.PARTITIONS; partition++) {
            eraser.empty(TOPICS.changes(TABLE), partition);
        }
    }
}
