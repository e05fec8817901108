package io.millrace.local.chaos;

import io.millrace.local.stack.MillraceProcess;
import io.millrace.testkit.process.RunningProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Changes that the replication slot does not give to capture any more, which has to refuse to go on. */
final class SlotLosses {
    private static final Duration WRITING = Duration.ofSeconds(3);
    private static final Duration REMOVAL = Duration.ofMinutes(3);

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

    private SlotLosses() {}

    static List<Mishap> all() {
        return Stream.of(
                        Mishap.of("the replication slot is dropped", SlotLosses::dropSlot),
                        Mishap.of("the replication slot is advanced", SlotLosses::advanceSlot),
                        Mishap.of(
                                "the log of the slot is removed while capture is down", SlotLosses::removeLogWhileDown),
                        Mishap.of("the log of the slot is removed while capture runs", SlotLosses::removeLogWhileUp))
                .map(mishap -> mishap.ending(MillraceProcess.CDC))
                .toList();
    }

    private static void dropSlot(ChaosStack stack, Random random) throws SQLException, InterruptedException {
        stack.kill(MillraceProcess.CDC);
        sql(stack, FREE_SLOT, "SELECT pg_drop_replication_slot('millrace')");
        new Refusal(stack).require();
    }

    private static void advanceSlot(ChaosStack stack, Random random) throws SQLException, InterruptedException {
        stack.kill(MillraceProcess.CDC);
        Thread.sleep(WRITING.toMillis());
        sql(stack, FREE_SLOT, "SELECT pg_replication_slot_advance('millrace', pg_current_wal_flush_lsn())");
        new Refusal(stack).require();
    }

    private static void removeLogWhileDown(ChaosStack stack, Random random) throws SQLException, InterruptedException {
        stack.kill(MillraceProcess.CDC);
        removeLog(stack);
        new Refusal(stack).require();
    }

    private static void removeLogWhileUp(ChaosStack stack, Random random) throws SQLException, InterruptedException {
        stack.stack().named(MillraceProcess.CDC).stop();
        RunningProcess running = stack.launch(MillraceProcess.CDC, Map.of());
        stack.stack().awaitLive(MillraceProcess.CDC);
        new Refusal(stack).awaitCaptured();
        // It lives, and can confirm nothing.
        stack.source().freeze();
        try {
            removeLog(stack);
        } finally {
            stack.source().restore();
        }
        Refusal.requireOf(running, stack);
        stack.stack().named(MillraceProcess.CDC).stop();
        new Refusal(stack).require();
    }

    /** As a database does that may keep little for its slots and is written a lot. */
    private static void removeLog(ChaosStack stack) throws SQLException, InterruptedException {
        sql(stack, "ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'", "SELECT pg_reload_conf()");
        try (Connection connection = stack.connect();
                Statement statement = connection.createStatement()) {
            long deadline = System.nanoTime() + REMOVAL.toNanos();
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

    private static void sql(ChaosStack stack, String... statements) throws SQLException {
        try (Connection connection = stack.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
