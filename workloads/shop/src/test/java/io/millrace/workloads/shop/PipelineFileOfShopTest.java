package io.millrace.workloads.shop;

import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.pipeline.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PipelineFileOfShopTest {
    @Test
    void theFileBesideTheModuleIsAPipelineOverTheFourTables() throws IOException {
        // Given
        Map<String, String> environment = Map.of(
                "MILLRACE_SHOP_URL", "jdbc:postgresql://localhost:5432/shop",
                "MILLRACE_SHOP_USER", "millrace",
                "MILLRACE_SHOP_PASSWORD", "secret");

        // When
        Pipeline pipeline = PipelineFile.parse(Files.readString(Path.of("pipeline.yaml")), environment::get);

        // Then
        assertThat(pipeline.name()).isEqualTo("shop");
        assertThat(pipeline.source().tables())
                .hasToString("[public.order_items, public.orders, public.products, public.users]");
        assertThat(pipeline.figures().measures())
                .extracting(Measure::name)
                .containsExactly("revenue", "orders", "average_order", "sales");
        assertThat(pipeline.figures().rules()).extracting(Rule::name).containsExactly("HIGH_VALUE", "VELOCITY");
    }
}
