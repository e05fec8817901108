package io.millrace.workloads.shop.database;

import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ShopDatabaseTest {
    private static ShopDatabase at(String jdbcUrl) {
        return new ShopDatabase(jdbcUrl, "shop", Secret.of("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost:5432/shop?user=u&password=secret",
                "jdbc:postgresql://localhost:5432/shop?password=s@secret",
                "jdbc:postgresql://u:secret@localhost:5432/shop?ssl=true",
                "jdbc:postgresql://u:secret@localhost:5432/shop"
            })
    void itsAddressShowsNoPassword(String url) {
        assertThat(at(url).address()).isEqualTo("jdbc:postgresql://localhost:5432/shop");
        assertThat(at(url).toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost:1/shop?user=u&password=secret",
                "jdbc:postgresql://localhost:99999/shop?password=secret",
                "jdbc:postgresql://u:secret@localhost:1/shop"
            })
    void aDatabaseThatIsAwayIsNamedWithoutItsPassword(String url) {
        ShopDatabase database = at(url);
        assertThatThrownBy(() -> database.open(Duration.ofSeconds(1)))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("jdbc:postgresql://localhost:")
                .hasMessageContaining("/shop as shop: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anotherKindOfUrlIsNamedWithoutItsPassword() {
        assertThatThrownBy(() -> at("postgres://u:secret@localhost/shop?password=secret"))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("not 'postgres://localhost/shop'");
    }
}
