package io.millrace.workloads.shop.generate;

import io.millrace.workloads.shop.database.Product;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogueTest {
    private static ShopPlan planOf(int products, long seed) {
        return new ShopPlan(10, products, 10, seed, ShopPlan.DEFAULT_UNTIL);
    }

    private static List<Product> products(ShopPlan plan) {
        return Catalogue.of(plan).items().stream().map(CatalogueItem::product).toList();
    }

    @Test
    void noTwoProductsHaveTheSameTitleHoweverManyThereAre() {
        // When
        List<Product> products = products(planOf(30_000, 1));

        // Then
        assertThat(products).hasSize(30_000).extracting(Product::name).doesNotHaveDuplicates();
    }

    @Test
    void idsCountFromOneAndPricesArePositiveCents() {
        // When
        List<Product> products = products(planOf(500, 1));

        // Then
        assertThat(products.get(0).id()).isEqualTo(1);
        assertThat(products.get(499).id()).isEqualTo(500);
        assertThat(products).allSatisfy(product -> {
            assertThat(product.price()).isGreaterThan(BigDecimal.ZERO);
            assertThat(product.price().scale()).isEqualTo(2);
        });
    }

    @Test
    void everyCategoryHasItsShare() {
        // When
        List<CatalogueItem> items = Catalogue.of(planOf(1_000, 1)).items();

        // Then
        for (Category category : Category.values()) {
            assertThat(items).filteredOn(item -> item.category() == category).hasSize(50);
        }
    }

    @Test
    void theSameSeedGivesTheSameProductsAndAnotherSeedOthers() {
        assertThat(products(planOf(200, 7))).isEqualTo(products(planOf(200, 7)));
        assertThat(products(planOf(200, 7))).isNotEqualTo(products(planOf(200, 8)));
    }

    @Test
    void someStockIsOut() {
        assertThat(products(planOf(1_000, 1)))
                .filteredOn(product -> product.stock() == 0)
                .hasSizeBetween(5, 60);
    }
}
