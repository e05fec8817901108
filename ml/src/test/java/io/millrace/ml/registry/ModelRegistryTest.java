package io.millrace.ml.registry;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.features.LakeFixture;
import io.millrace.lakehouse.lake.Lake;
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

    private void write(String name, String text) {
        lake.writeText(lake.location(NAMES.modelsSchema(), name), text);
    }
}
