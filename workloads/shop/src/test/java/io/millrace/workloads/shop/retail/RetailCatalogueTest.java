package io.millrace.workloads.shop.retail;

import io.millrace.workloads.shop.database.Product;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetailCatalogueTest {
    private static RetailLine line(String invoice, String code, String description, String price) {
        return new RetailLine(invoice, code, description, 1, Instant.EPOCH, new BigDecimal(price), 1, "United Kingdom");
    }

    @Test
    void idsNumberTheCodesInTheOrderOfTheirFirstAppearance() {
        // When
        var catalogue = new RetailCatalogue(List.of(
                line("1", "22", "MUG", "1.00"), line("1", "11A", "BAG", "1.00"), line("2", "22", "MUG", "1.00")));

        // Then
        assertThat(catalogue.idOf("22")).isEqualTo(1);
        assertThat(catalogue.idOf("11A")).isEqualTo(2);
        assertThat(catalogue.products()).extracting(Product::id).containsExactly(1, 2);
    }

    @Test
    void theMostFrequentDescriptionAndPriceWin() {
        // When
        var catalogue = new RetailCatalogue(List.of(
                line("1", "22", "TEA  MUG", "1.00"),
                line("2", "22", "DAMAGED", "9.00"),
                line("3", "22", "TEA MUG", "2.00"),
                line("4", "22", "TEA MUG", "2.00")));

        // Then
        Product mug = catalogue.products().get(0);
        assertThat(mug.name()).isEqualTo("TEA MUG");
        assertThat(mug.price()).isEqualByComparingTo("2.00");
        assertThat(catalogue.codesWithSeveralDescriptions()).isEqualTo(1);
    }

    @Test
    void whatWasOnlyEverCancelledIsNoProduct() {
        assertThat(new RetailCatalogue(List.of(line("C1", "22", "MUG", "1.00"))).has("22"))
                .isFalse();
    }

    @Test
    void aWordOfTheDescriptionDecidesTheCategory() {
        assertThat(RetailCategory.of("WHITE HANGING HEART T-LIGHT HOLDER")).isEqualTo(RetailCategory.CANDLES);
        assertThat(RetailCategory.of("JUMBO BAG RED RETROSPOT")).isEqualTo(RetailCategory.BAGS);
        assertThat(RetailCategory.of("60 TEATIME FAIRY CAKE CASES")).isEqualTo(RetailCategory.KITCHEN);
        assertThat(RetailCategory.of("Feltcraft Cushion Owl")).isEqualTo(RetailCategory.TOYS);
        assertThat(RetailCategory.of("HAND WARMER UNION JACK")).isEqualTo(RetailCategory.GIFTS);
        assertThat(RetailCategory.of("")).isEqualTo(RetailCategory.GIFTS);
    }
}
