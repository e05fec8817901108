package io.millrace.workloads.shop.retail;

import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.database.ShopCounts;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetailReportTest {
    private static final ShopCounts LOADED = new ShopCounts(1, 1, 1, 2, new BigDecimal("1234.50"));

    @Test
    void aReportThatDoesNotAddUpCannotBeMade() {
        assertThatThrownBy(() -> new RetailReport(10, 5, 1, 1, 0, Map.of(SkipReason.DUPLICATE, 2L), 0, LOADED))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("accounts for 9 lines of 10");
    }

    @Test
    void theTextNamesEachReasonWithItsCount() {
        // When
        var report = new RetailReport(2_010, 2_000, 1, 1, 1, Map.of(SkipReason.DUPLICATE, 8L), 3, LOADED);

        // Then
        assertThat(report.text())
                .anyMatch(line -> line.strip().equals("8 " + SkipReason.DUPLICATE.text()))
                .anyMatch(line -> line.strip().equals("2,010 lines read"))
                .contains("The shop holds 1 users, 1 products, 1 orders with 2 items worth 1,234.50");
    }
}
