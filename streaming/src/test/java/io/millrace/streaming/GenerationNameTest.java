package io.millrace.streaming;

import io.millrace.contracts.pipeline.PipelineFile;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GenerationNameTest {
    private static String name(String yaml) {
        return new GenerationName("1", PipelineFile.parse(yaml, name -> null)).text();
    }

    @Test
    void anotherMeaningOfEventsIsAnotherState() {
        assertThat(name(ShopTables.YAML.replace("weight: 0.125", "weight: 0.25")))
                .isNotEqualTo(name(ShopTables.YAML));
    }

    @Test
    void whatEventsAreNotUsedForChangesNothing() {
        String other = ShopTables.YAML
                .replace("done: boolean", "done: boolean\n      speed: number")
                .replace("key: viewer", "key: viewer\n    keep: 30d");

        assertThat(other).isNotEqualTo(ShopTables.YAML);
        assertThat(name(other)).isEqualTo(name(ShopTables.YAML));
    }
}
