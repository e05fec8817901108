package io.millrace.ml.registry;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.features.LakeFixture;
import io.millrace.lakehouse.lake.Lake;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ModelRegistryTest {
    private static final LakeNames NAMES = new LakeNames("shop");

    private final Lake lake = LakeFixture.create().lake();

    @Test
    void theNewestModelsStayAndSoDoTheOneThatServesAndTheWaysBack() {
        // Given
        for (String model : List.of("m0", "m1", "m2", "m3", "m4", "m5")) {
            write(model + "/candidate.json", "{}");
        }
        write("recommendations/part", "no model");
        var papers = new ModelPapers(lake.files(), lake.root(), NAMES);
        papers.promote("m0", Optional.empty());
        papers.promote("m1", papers.promotion());
        papers.promote("m2", papers.promotion());
        write("candidate.json", "{\"model\": \"m5\"}");
        // When
        new ModelRegistry(lake, NAMES).forgetAllBut(2, 1);
        // Then
        assertThat(lake.folders(lake.location(NAMES.modelsSchema(), "")))
                .containsExactly("m1", "m2", "m4", "m5", "promotions", "recommendations");
    }

    @Test
    void theShadowOfTheCurrentModelStays() {
        // Given
        for (String model : List.of("m0", "m1", "m2", "m3")) {
            write(model + "/candidate.json", "{}");
        }
        var papers = new ModelPapers(lake.files(), lake.root(), NAMES);
        papers.promote("m0", Optional.empty());
        papers.write(new Shadow("m1", 1, Instant.EPOCH, Optional.empty()));
        // When
        new ModelRegistry(lake, NAMES).forgetAllBut(1, 1);
        // Then
        assertThat(papers.models()).containsExactly("m0", "m1", "m3");
        papers.promote("m3", papers.promotion());
        new ModelRegistry(lake, NAMES).forgetAllBut(1, 1);
        assertThat(papers.models()).containsExactly("m0", "m3");
    }

    private void write(String name, String text) {
        lake.writeText(lake.location(NAMES.modelsSchema(), name), text);
    }
}
