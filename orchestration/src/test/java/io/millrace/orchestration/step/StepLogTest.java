package io.millrace.orchestration.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StepLogTest {
    @TempDir
    Path folder;

    @Test
    void theLastSentenceIsNeitherATraceNorANoteOfTheScheduler() throws IOException {
        Path file = folder.resolve("step.log");
        Files.writeString(file, "working\nThe lake is away\n\tat io.millrace.Some.line\n\n# stopped\n");
        assertThat(new StepLog(file).lastSentence()).isEqualTo("The lake is away");
    }

    @Test
    void aSilentStepIsSaidToBeSilent() {
        var log = new StepLog(folder.resolve("deep/step.log"));
        log.note("java Main");
        assertThat(log.lastSentence()).startsWith("it said nothing; see ");
    }
}
