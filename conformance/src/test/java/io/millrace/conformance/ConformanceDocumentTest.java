package io.millrace.conformance;

import io.millrace.conformance.scenario.Scenarios;
import io.millrace.testkit.process.MillraceHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConformanceDocumentTest {
    private static final Path HOME = MillraceHome.find().path();

    @Test
    void thePageIsWhatTheScenariosSay() throws IOException {
        // Given
        Path written = HOME.resolve("conformance/target/conformance.md");
        Path kept = HOME.resolve("docs/conformance.md");
        // When
        Files.createDirectories(written.getParent());
        Files.writeString(written, ConformanceDocument.of(Scenarios.in(HOME.resolve("conformance/scenarios"))));
        // Then
        assertThat(kept)
                .as("cp conformance/target/conformance.md docs/conformance.md")
                .hasSameTextualContentAs(written);
    }
}
