package io.millrace.cdc;

import io.millrace.contracts.change.Change;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.testkit.TestStack;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The database is put back from a copy of its folder, which keeps its identifier, its timeline and its slot. */
@Isolated("stops services that all tests share")
class RestoredIT {
    private final CaptureWorld world =
            CaptureWorld.of("restored_it", "CREATE TABLE kept (id int PRIMARY KEY, note text)", "public.kept");

    @Test
    void aDatabaseFromAnOlderCopyIsRefusedAlsoWhenItHasBeenWrittenSince() throws Exception {
        // Given
        Path copy = TestStack.newFolder("restored").resolve("data");
        whileCapturing(world, world::awaitLoaded);
        Path data = dataFolder();
        replace(copy, data);
        whileCapturing(world, () -> {
            world.sql("INSERT INTO kept SELECT n, repeat('x', 500) FROM generate_series(1, 2000) n");
            eventually(() -> assertThat(world.published().count("public.kept")).isGreaterThanOrEqualTo(2000));
        });

        // When
        replace(data, copy);
        PipelineException atOnce = refusal();
        world.sql("INSERT INTO kept SELECT -n, repeat('y', 1000) FROM generate_series(1, 3000) n");
        PipelineException later = refusal();

        // Then
        assertThat(atOnce.kind()).isEqualTo(FailureKind.DATA_LOSS);
        assertThat(atOnce).hasMessageContaining("it was restored from an older copy");
        assertThat(later.kind()).isEqualTo(FailureKind.DATA_LOSS);
        assertThat(later).hasMessageContaining("restored from an older copy and written since");
        whileCapturing(
                world.resyncAfterLoss(),
                () -> eventually(() -> assertThat(world.published().changes("public.kept").stream()
                                .filter(change -> change.incarnation() == 2)
                                .map(Change::key)
                                .map(key -> key.get("id").intValue()))
                        .contains(-1, -3000)
                        .doesNotContain(1, 2000)));
    }

    private static void whileCapturing(CaptureWorld world, Runnable work) {
        ChangeCapture capture = world.capture();
        try {
            work.run();
        } finally {
            capture.close();
        }
    }

    private PipelineException refusal() {
        try (ChangeCapture capture = world.capture()) {
            return catchThrowableOfType(PipelineException.class, capture::await);
        }
    }

    private Path dataFolder() throws SQLException {
        try (Connection connection = world.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW data_directory")) {
            row.next();
            return Path.of(row.getString(1));
        }
    }

    /** Makes one folder what the other is, while the server is down. */
    private static void replace(Path folder, Path by) throws IOException, InterruptedException {
        CaptureWorld.STACK.postgres().stop();
        Process copying = new ProcessBuilder(
                        "/bin/sh", "-c", "rm -rf \"$1\" && cp -a \"$2\" \"$1\"", "sh", folder.toString(), by.toString())
                .inheritIO()
                .start();
        assertThat(copying.waitFor()).as("status of cp").isZero();
        CaptureWorld.STACK.postgres().start();
    }
}
