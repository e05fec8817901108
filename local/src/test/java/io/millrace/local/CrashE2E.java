package io.millrace.local;

import io.millrace.contracts.process.Settings;
import io.millrace.local.chaos.Chaos;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Capture and lakehouse end as {@code kill -9} ends them, at each named point of their code, under a random workload.
 */
@Disabled("Not seen to its end yet; './millrace chaos --crashes' does the same")
class CrashE2E {
    private static final long SEED = 1;

    @TempDir
    private Path folder;

    @Test
    void aCrashAtAnyNamedPointLosesNothingAndRepeatsNothing() throws Exception {
        List<String> story = new ArrayList<>();

        boolean equal = new Chaos(folder, LocalPipeline.freeBase(), Settings.load(), story::add).crashes(SEED);

        assertThat(equal).as(String.join(System.lineSeparator(), story)).isTrue();
    }
}
