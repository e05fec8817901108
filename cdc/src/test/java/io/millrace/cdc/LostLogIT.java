package io.millrace.cdc;

import io.millrace.cdc.check.Finding;
import io.millrace.cdc.check.Finding.Level;
import io.millrace.cdc.check.SourceCheck;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableNote.Kind;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.testkit.fault.FaultProxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The database removes log that capture has not read, because that would take more room than it may. */
@Isolated("sets how much log the server keeps for the slots of all tests")
class LostLogIT {
    private final CaptureWorld world = CaptureWorld.of(
            "lost_log_it", "CREATE TABLE kept (id int PRIMARY KEY); INSERT INTO kept VALUES (1), (2)", "public.kept");

    @Test
    void aCaptureThatCannotKeepUpEndsWithTheReasonAndBeginsAnewWhenItIsTold() throws Exception {
        // Given
        PipelineException end;
        try (FaultProxy wire = CaptureWorld.wire();
                ChangeCapture capture = world.through(wire).capture()) {
            world.awaitLoaded();
            // When capture reads nothing while the source writes more than it keeps
            wire.freeze();
            world.sql("DELETE FROM kept WHERE id = 1");
            setLimit("'1MB'");
            loseLog();
            wire.restore();
            end = catchThrowableOfType(PipelineException.class, capture::await);
        } finally {
            setLimit("DEFAULT");
        }

        // Then
        assertThat(end.kind()).isEqualTo(FailureKind.DATA_LOSS);
        assertThat(end).hasMessageContaining("lost_log_it").hasMessageContaining("MILLRACE_CDC_RESYNC_AFTER_LOSS=true");
        assertThat(new SourceCheck(world.pipeline()).find().of(Level.BLOCKS_CAPTURE))
                .extracting(Finding::sentence)
                .singleElement()
                .asString()
                .contains(
                        "lost_log_it has lost log that it needed",
                        "MILLRACE_CDC_RESYNC_AFTER_LOSS=true",
                        "If it is not, name another one with source.slot");
        // And it stays so until somebody says that every table may be read again
        try (ChangeCapture again = world.capture()) {
            assertThat(catchThrowableOfType(PipelineException.class, again::await))
                    .hasMessageContaining("max_slot_wal_keep_size");
        }
        ChangeCapture anew = world.resyncAfterLoss().capture();
        try {
            eventually(() -> assertThat(notes(Kind.RELOADED)).anyMatch(note -> note.incarnation() == 2));
            assertThat(notes(Kind.STALE)).hasSize(3).allSatisfy(note -> {
                assertThat(note.incarnation()).isEqualTo(2);
                assertThat(note.reason()).contains("max_slot_wal_keep_size");
            });
            TableNote loaded = notes(Kind.RELOADED).stream()
                    .filter(note -> note.incarnation() == 2)
                    .findFirst()
                    .orElseThrow();
            assertThat(new ReloadedTable(world.published(), "public.kept", loaded.reload()).rows())
                    .extracting(row -> row.key().toString())
                    .containsExactly("{\"id\":2}");
        } finally {
            anew.close();
            world.release();
        }
    }

    private List<TableNote> notes(Kind kind) {
        return world.published().notes("public.kept", kind::equals).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    private void setLimit(String limit) {
        world.sql("ALTER SYSTEM SET max_slot_wal_keep_size = " + limit);
        world.sql("SELECT pg_reload_conf()");
    }

    /** Writes new files of log, and has old ones removed, until the slot has lost some. */
    private void loseLog() {
        eventually(() -> {
            world.sql("INSERT INTO kept SELECT max(id) + 1 FROM kept; DELETE FROM kept WHERE id > 2");
            world.sql("SELECT pg_switch_wal()");
            world.sql("CHECKPOINT");
            assertThat(slotStatus()).isEqualTo("lost");
        });
    }

    private String slotStatus() throws SQLException {
        try (var connection = world.connect();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT wal_status FROM pg_replication_slots WHERE slot_name = 'lost_log_it'")) {
            row.next();
            return row.getString(1);
        }
    }
}
