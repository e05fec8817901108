package io.millrace.workloads.shop.retail;

import io.millrace.workloads.shop.TestShop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The real file: Chen, D. (2015), Online Retail, UCI Machine Learning Repository, set 352, CC BY 4.0. */
class OnlineRetailIT {
    private static final String VARIABLE = "MILLRACE_DATASET_ONLINE_RETAIL";

    private static Path file() {
        return Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of).orElseGet(() -> Path.of(
                        System.getProperty("millrace.home"))
                .resolveSibling("shared")
                .resolve("data")
                .resolve("online_retail.csv.gz"));
    }

    @Test
    void theWholeFileIsImportedAndEveryLineAccountedFor() throws SQLException, InterruptedException {
        // Given
        Path file = file();
        assumeTrue(Files.isReadable(file), "Skipped: Online Retail is not there; name its file in " + VARIABLE);
        TestShop shop = TestShop.empty();

        // When
        RetailReport report;
        try (Connection connection = shop.database().open()) {
            report = new RetailImport(connection, line -> {}).load(file);
        }

        // Then
        assertThat(report.linesRead()).isEqualTo(541_909);
        assertThat(report.skipped().get(SkipReason.NO_CUSTOMER)
                        + report.skipped().get(SkipReason.NO_DESCRIPTION))
                .isEqualTo(135_080);
        assertThat(report.skipped())
                .containsEntry(SkipReason.UNREADABLE, 0L)
                .containsEntry(SkipReason.DUPLICATE, 5_225L);
        assertThat(report.orderLines()).isEqualTo(391_150);
        assertThat(report.loaded().orders()).isEqualTo(18_402);
        assertThat(shop.wrongTotals()).isEmpty();
        assertThat(shop.value("SELECT count(*) FROM orders WHERE status = 'cancelled'"))
                .isEqualTo(Long.toString(report.ordersCancelled()));
    }
}
