package io.millrace.testkit.process;

import io.millrace.testkit.TestStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class FileGrowthIT {
    private static final String WRITING = "while :; do printf x >> \"$0\"; sleep 0.01; done";

    private final Path folder = TestStack.newFolder("growth");
    private final Path file = folder.resolve("written");
    private final NamedProcess writer = new NamedProcess("writer", folder, folder);

    @AfterEach
    void stop() {
        writer.stop();
    }

    @Test
    void aProcessWhoseFilesMayGrowNoFurtherGoesOnWhenTheyMay() throws IOException {
        assumeTrue(FileGrowth.canBeLimited(), "this machine has no prlimit");
        assertThatGrowthStopsAndGoesOn("trap '' XFSZ; " + WRITING);
    }

    @Test
    void soDoTheFilesOfItsChildren() throws IOException {
        assumeTrue(FileGrowth.canBeLimited(), "this machine has no prlimit");
        assertThatGrowthStopsAndGoesOn("(trap '' XFSZ; " + WRITING + ") & wait");
    }

    private void assertThatGrowthStopsAndGoesOn(String line) throws IOException {
        RunningProcess running = writer.start(
                ProcessCommand.in(folder, List.of("/bin/sh", "-c", line, file.toString())),
                Lifetime.WITH_THIS_JVM,
                Readiness.when(() -> size() > 0, Duration.ofSeconds(10)));
        var growth = new FileGrowth(running);

        growth.limit(0);
        long full = size();
        await().during(1, SECONDS).atMost(5, SECONDS).until(() -> size() <= full + 1);

        growth.free();
        await().atMost(10, SECONDS).until(() -> size() > full + 1);
        assertThat(running.isAlive()).isTrue();
    }

    private long size() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
