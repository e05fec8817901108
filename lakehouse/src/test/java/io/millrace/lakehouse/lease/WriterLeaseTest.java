package io.millrace.lakehouse.lease;

import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.Lake;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WriterLeaseTest {
    private static final Duration DURATION = Duration.ofSeconds(2);
    private static final Duration SETTLING = Duration.ofMillis(50);

    @TempDir
    private static Path folder;

    private static Lake lake;

    @BeforeAll
    static void open() {
        String root = folder.toUri().toString();
        // Left open: the session is shared with the other tests of this JVM.
        lake = Lake.open("lease-test", Settings.parse("lake.root = \"" + root.substring(0, root.length() - 1) + "\""));
    }

    @Test
    void aSecondWriterIsRefusedWhileTheFirstOneLives() throws Exception {
        elsewhere("one", Instant.now().plusSeconds(60));
        var renewing = new Thread(() -> elsewhere("one", Instant.now().plusSeconds(61)));
        renewing.start();

        assertThatThrownBy(() -> WriterLease.take(lake, "one", DURATION, SETTLING))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("is written by process 42 on elsewhere");
    }

    @Test
    void theClaimOfADeadProcessEndsByItself() throws Exception {
        elsewhere("two", Instant.now().plusMillis(700));

        try (WriterLease lease = WriterLease.take(lake, "two", DURATION, SETTLING)) {
            assertThatCode(lease::check).doesNotThrowAnyException();
        }
    }

    @Test
    void aWriterThatWasOvertakenMayWriteNoMore() throws Exception {
        try (WriterLease lease = WriterLease.take(lake, "three", DURATION, SETTLING)) {
            elsewhere("three", Instant.now().plusSeconds(60));

            assertThatThrownBy(() -> lease.lost().get())
                    .hasRootCauseInstanceOf(PipelineException.class)
                    .hasMessageContaining("Another process has taken over");
            assertThatThrownBy(lease::check).isInstanceOf(PipelineException.class);
        }
    }

    @Test
    void aWriterWhoseMachineSleptLooksWhoseTheLakeIsBeforeItWrites() throws Exception {
        // Given a clock that stands for the one of the wall; the other one stands still while a machine sleeps
        var wall = new AtomicReference<>(Instant.now());
        var day = Duration.ofDays(1);
        try (WriterLease lease = WriterLease.take(lake, "slept", day, SETTLING, wall::get)) {
            assertThatCode(lease::check).doesNotThrowAnyException();

            // When
            wall.set(wall.get().plus(day).plusSeconds(1));

            // Then
            assertThatCode(lease::check).as("nobody took over").doesNotThrowAnyException();
            wall.set(wall.get().plus(day).plusSeconds(1));
            elsewhere("slept", wall.get().plusSeconds(60));
            assertThatThrownBy(lease::check)
                    .isInstanceOf(PipelineException.class)
                    .hasMessageContaining("Another process has taken over");
        }
    }

    @Test
    void aLeaseThatWasGivenBackIsFreeAtOnce() throws Exception {
        WriterLease.take(lake, "four", DURATION, SETTLING).close();

        long begin = System.nanoTime();
        WriterLease.take(lake, "four", DURATION, SETTLING).close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(DURATION);
    }

    @Test
    void whoHasGivenItBackMayWriteNoMoreThoughItWasValidForLonger() throws Exception {
        WriterLease first = WriterLease.take(lake, "five", DURATION, SETTLING);
        first.close();

        try (WriterLease second = WriterLease.take(lake, "five", DURATION, SETTLING)) {
            assertThatThrownBy(first::check)
                    .isInstanceOf(PipelineException.class)
                    .hasMessageContaining("was given back");
            assertThatCode(second::check).doesNotThrowAnyException();
        }
    }

    private static void elsewhere(String pipeline, Instant until) {
        try {
            String json = Json.mapper().writeValueAsString(new LeaseRecord("other", "elsewhere", 42, until));
            lake.writeText(lake.location(pipeline + "__log", "_writer.json"), json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
