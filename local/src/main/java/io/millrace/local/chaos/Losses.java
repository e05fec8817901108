package io.millrace.local.chaos;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.status.CaptureStatus;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.testkit.TopicEraser;
import io.millrace.testkit.process.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Changes that are gone before they were read. Capture has to refuse to go on, and to begin anew when it is told to; the
 * lake has to mark the tables and to have them read again.
 */
final class Losses {
    private static final Duration REFUSAL = Duration.ofMinutes(3);
    private static final Duration WRITING = Duration.ofSeconds(3);
    private static final Topics TOPICS = new Topics(ChaosTables.PIPELINE_NAME);
    private static final TableId TABLE = TableId.parse("chaos.people");

    /** The server notices the end of who read from the slot only after a moment. */
    private static final String FREE_SLOT =
            """
            DO $$ BEGIN
              FOR attempt IN 1..100 LOOP
                PERFORM pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = 'millrace' AND active;
                EXIT WHEN NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = 'millrace' AND active);
                PERFORM pg_sleep(0.1);
              END LOOP;
            END $$
            """;

    private Losses() {}

    static List<Mishap> all() {
        return List.of(
                Mishap.of("the replication slot is dropped", Losses::dropSlot),
                Mishap.of("the replication slot is advanced", Losses::advanceSlot),
                Mishap.of("the log of the slot is removed while capture is down", Losses::removeLogWhileDown),
                Mishap.of("the log of the slot is removed while capture runs", Losses::removeLogWhileUp),
                Mishap.of("Postgres is restored from an older copy", Losses::restore),
                Mishap.of("the offsets of capture are deleted", Losses::deleteOffsets),
                Mishap.of("a change topic is deleted", Losses::deleteTopic),
                Mishap.of("records expire that the lake has not read", Losses::expire),
                Mishap.of("the change log of the lake is deleted", Losses::deleteLog));
    }

    private static void dropSlot(ChaosStack stack, Random random) throws SQLException, InterruptedException {
        stack.kill(MillraceProcess.CDC);
        sql(stack, FREE_SLOT, "SELECT pg_drop_replication_slot('millrace')");
        requireRefusal(stack);
    }

    private static void advanceSlot(ChaosStack stack, Random random) throws SQLException, InterruptedException {
        stack.kill(MillraceProcess.CDC);
        Thread.sleep(WRITING.toMillis());
        sql(stack, FREE_SLOT, "SELECT pg_replication_slot_advance('millrace', pg_current_wal_flush_lsn())");
        requireRefusal(stack);
    }

    private static void removeLogWhileDown(ChaosStack stack, Random random) throws SQLException, InterruptedException {
        stack.kill(MillraceProcess.CDC);
        removeLog(stack);
        requireRefusal(stack);
    }

    private static void removeLogWhileUp(ChaosStack stack, Random random) throws SQLException, InterruptedException {
        stack.stack().named(MillraceProcess.CDC).stop();
        RunningProcess running = stack.stack().launch(MillraceProcess.CDC);
        stack.stack().awaitLive(MillraceProcess.CDC);
        awaitCaptured(stack);
        // It lives, and can confirm nothing.
        stack.source().freeze();
        try {
            removeLog(stack);
        } finally {
            stack.source().restore();
        }
        requireRefusal(stack, running);
        stack.stack().named(MillraceProcess.CDC).stop();
        requireRefusal(stack);
    }

    /** As a database does that may keep little for its slots and is written a lot. */
    private static void removeLog(ChaosStack stack) throws SQLException, InterruptedException {
        sql(stack, "ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'", "SELECT pg_reload_conf()");
        try (Connection connection = stack.connect();
                Statement statement = connection.createStatement()) {
            long deadline = System.nanoTime() + REFUSAL.toNanos();
            while (!isLost(statement)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Postgres keeps the log of the slot");
                }
                statement.execute("SELECT pg_switch_wal()");
                statement.execute("CHECKPOINT");
                Thread.sleep(100);
            }
        } finally {
            sql(stack, "ALTER SYSTEM RESET max_slot_wal_keep_size", "SELECT pg_reload_conf()");
        }
    }

    private static boolean isLost(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT FROM pg_replication_slots WHERE slot_name = 'millrace' AND wal_status = 'lost'")) {
            return row.next();
        }
    }

    private static void restore(ChaosStack stack, Random random) throws SQLException, InterruptedException {
        stack.kill(MillraceProcess.CDC);
        Path copy = stack.postgresFiles().resolveSibling("copy");
        replace(stack, copy, stack.postgresFiles());
        stack.stack().launch(MillraceProcess.CDC);
        awaitCaptured(stack);
        stack.kill(MillraceProcess.CDC);
        replace(stack, stack.postgresFiles(), copy);
        requireRefusal(stack);
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

    /** Waits until capture has read more than there was in the copy, and has stored that. */
    private static void awaitCaptured(ChaosStack stack) throws SQLException, InterruptedException {
        Thread.sleep(WRITING.toMillis());
        long end = stack.sourceEnd();
        long deadline = System.nanoTime() + REFUSAL.toNanos();
        while (stack.capture()
                .flatMap(CaptureStatus::acknowledged)
                .filter(position -> Long.compareUnsigned(position.lsn(), end) >= 0)
                .isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Capture did not come to the end of the log");
            }
            Thread.sleep(100);
        }
        Thread.sleep(WRITING.toMillis());
    }

    private static void deleteOffsets(ChaosStack stack, Random random) throws InterruptedException {
        stack.kill(MillraceProcess.CDC);
        new TopicEraser(stack.services().kafka()).delete(TOPICS.offsets());
        requireRefusal(stack);
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

    /** Capture must end with the status that says so; then it is told to begin anew, as its message says. */
    private static void requireRefusal(ChaosStack stack) throws InterruptedException {
        requireRefusal(stack, stack.stack().launch(MillraceProcess.CDC));
        stack.stack().named(MillraceProcess.CDC).stop();
        stack.beginAnew();
    }

    private static void requireRefusal(ChaosStack stack, RunningProcess refused) {
        if (!refused.awaitExit(REFUSAL)) {
            throw new IllegalStateException("Capture goes on as if nothing had been lost");
        }
        int status = refused.exitStatus().orElse(-1);
        if (status != FailureKind.DATA_LOSS.exitCode()) {
            throw new IllegalStateException(
                    "Capture ended with status %d, not with that of a loss; its log ends with:%n%s"
                            .formatted(status, stack.log(MillraceProcess.CDC, 5)));
        }
    }

    private static void sql(ChaosStack stack, String... statements) throws SQLException {
        try (Connection connection = stack.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
