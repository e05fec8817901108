package io.millrace.workloads.shop.generate;

import io.millrace.contracts.process.PipelineException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ShopPlanTest {
    @Test
    void aShopWithTooFewProductsIsRefusedWithTheFlagToChange() {
        assertThatThrownBy(() -> new ShopPlan(10, 3, 10, 1, ShopPlan.DEFAULT_UNTIL))
                .isInstanceOf(PipelineException.class)
                .hasMessage("--products must be at least 20, but is 3");
    }

    @Test
    void theSmallestShopWorks() {
        // When
        var shop = GeneratedShop.of(new ShopPlan(2, 20, 1, 1, ShopPlan.DEFAULT_UNTIL));

        // Then
        assertThat(shop.orders()).hasSize(1);
    }

    @Test
    void plansThatGiveOtherRowsHaveOtherTexts() {
        var plan = new ShopPlan(2, 20, 1, 1, ShopPlan.DEFAULT_UNTIL);
        assertThat(plan.text()).isNotEqualTo(new ShopPlan(2, 20, 1, 2, ShopPlan.DEFAULT_UNTIL).text());
        assertThat(plan.text()).isNotEqualTo(new ShopPlan(2, 20, 1, 1, ShopPlan.DEFAULT_UNTIL.plusSeconds(1)).text());
    }
}
