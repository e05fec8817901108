package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.InteractionKind.Scale;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PipelineFileTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("SHOP_PASSWORD", "s: {ecret} # \"x\"");

    @Test
    void theShopsFileSaysWhatItMeans() throws IOException {
        // When
        Pipeline pipeline = PipelineFile.parse(shop(), ENVIRONMENT::get);
        // Then
        assertThat(pipeline.name()).isEqualTo("shop");
        assertThat(pipeline.source().host()).isEqualTo("localhost");
        assertThat(pipeline.source().port()).isEqualTo(5432);
        assertThat(pipeline.source().password().reveal()).isEqualTo("s: {ecret} # \"x\"");
        assertThat(pipeline.source().tables()).hasSize(4);
        assertThat(pipeline.recommend().halfLife()).contains(Duration.ofDays(180));
        InteractionKind purchase = pipeline.recommend().interactions().get(0);
        assertThat(purchase.user()).isEqualTo(new ColumnRef(true, "user_id"));
        assertThat(purchase.item()).isEqualTo(new ColumnRef(false, "product_id"));
        assertThat(purchase.weight())
                .isEqualTo(new InteractionKind.Weight(Optional.of(new ColumnRef(false, "quantity")), Scale.LOG, 1));
        assertThat(purchase.only()).containsEntry(new ColumnRef(true, "status"), List.of("completed"));
        assertThat(pipeline.rfm().map(Rfm::table)).contains(TableId.parse("orders"));
    }

    @Test
    void hyperactiveUsersAreCappedWhereTheFileSaysSo() throws IOException {
        String caps = "half_life: 180d\n  caps: ";

        assertThat(PipelineFile.parse(shop(), ENVIRONMENT::get).recommend().caps())
                .isEqualTo(Caps.NONE);
        assertThat(PipelineFile.parse(
                                shop().replace("half_life: 180d", caps + "{strength: 7.5, items: 300}"),
                                ENVIRONMENT::get)
                        .recommend()
                        .caps())
                .isEqualTo(new Caps(Optional.of(7.5), Optional.of(300)));
        assertThatThrownBy(() -> PipelineFile.parse(
                        shop().replace("half_life: 180d", caps + "{strength: 0, items: -1, item: 3}"),
                        ENVIRONMENT::get))
                .hasMessageContaining("'recommend.caps.strength' must be above zero, but is 0.0")
                .hasMessageContaining("'recommend.caps.items' must be at least 1, but is -1")
                .hasMessageContaining("Unknown key 'recommend.caps.item'. Did you mean 'items'?");
    }

    @Test
    void allProblemsAreReportedTogetherWithTheirPlace() throws IOException {
        // Given
        String yaml = shop().replace("timezone: UTC", "timezone: Mars/Base")
                .replace("title: name", "tittle: name")
                .replace("at: orders.created_at", "at: baskets.created_at")
                .replace("jdbc:postgresql://localhost:5432/shop", "localhost");
        // Then
        assertThatThrownBy(() -> PipelineFile.parse(yaml, name -> null))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("SHOP_PASSWORD is not set")
                .hasMessageContaining("'source.url' must look like jdbc:postgresql://host:5432/database")
                .hasMessageContaining("'recommend.timezone' is 'Mars/Base'")
                .hasMessageContaining("Unknown key 'recommend.items.tittle'. Did you mean 'title'?")
                .hasMessageContaining("'baskets.created_at'");
    }

    @Test
    void whatIsNoNameOfATableIsAProblemAtItsPlace() throws IOException {
        String yaml = shop().replace("    public.orders: {}\n", "    '\"public.orders': {}\n")
                .replace("rfm: {table: public.orders", "rfm: {table: '\"sales\"orders'");

        assertThatThrownBy(() -> PipelineFile.parse(yaml, ENVIRONMENT::get))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("'source.tables.\"public.orders' is no name of a table")
                .hasMessageContaining("'rfm.table' is '\"sales\"orders': After the quoted name of a schema a dot");
    }

    @Test
    void aTableThatIsUsedMustBeCaptured() throws IOException {
        String yaml = shop().replace("    public.orders: {}\n", "");
        assertThatThrownBy(() -> PipelineFile.parse(yaml, ENVIRONMENT::get))
                .hasMessageContaining("'rfm.table' is public.orders, which is not among source.tables")
                .hasMessageContaining("'recommend.interactions.purchase.through.table' is public.orders");
    }

    @Test
    void aTableOptionThatDoesNotExistIsRefused() throws IOException {
        String yaml = shop().replace("public.users: {}", "public.users: {mask: [email]}");
        assertThatThrownBy(() -> PipelineFile.parse(yaml, ENVIRONMENT::get))
                .hasMessageContaining("Unknown key 'source.tables.public.users.mask'");
    }

    @Test
    void anEmptyFileSaysWhatItNeeds() {
        assertThatThrownBy(() -> PipelineFile.parse("", name -> null))
                .hasMessageContaining("'source' is missing")
                .hasMessageContaining("'recommend' is missing");
    }

    @Test
    void brokenYamlIsSaidToBeBroken() {
        assertThatThrownBy(() -> PipelineFile.parse("source: [", name -> null)).hasMessageContaining("Not valid YAML");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> PipelineFile.read(Path.of("no-such.yaml")))
                .hasMessageContaining("no-such.yaml cannot be read");
    }

    private static String shop() throws IOException {
        try (var stream = PipelineFileTest.class.getResourceAsStream("/shop.yaml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
