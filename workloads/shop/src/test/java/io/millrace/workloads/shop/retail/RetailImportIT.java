package io.millrace.workloads.shop.retail;

import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.FragileConnection;
import io.millrace.workloads.shop.TestShop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetailImportIT {
    @TempDir
    private Path folder;

    private final TestShop shop = TestShop.empty();
    private final List<String> progress = new ArrayList<>();

    private RetailReport load(TestShop into, int invoicesPerTransaction) throws SQLException, InterruptedException {
        try (Connection connection = into.database().open()) {
            return new RetailImport(connection, progress::add, invoicesPerTransaction).load(Slice.in(folder));
        }
    }

    @Test
    void theReportSaysWhatBecameOfEachLine() throws SQLException, InterruptedException {
        // When
        RetailReport report = load(shop, 100);

        // Then
        assertThat(report.linesRead()).isEqualTo(Slice.LINES);
        assertThat(report.orderLines()).isEqualTo(6);
        assertThat(report.linesRemoved()).isEqualTo(2);
        assertThat(report.linesReduced()).isEqualTo(1);
        assertThat(report.ordersCancelled()).isEqualTo(1);
        assertThat(report.skipped()).containsEntry(SkipReason.CANCELLATION_WITHOUT_ORDER, 2L);
        assertThat(report.loaded()).hasToString("3 users, 4 products, 4 orders with 4 items worth 132.58");
        assertThat(progress.get(0)).contains("Chen, D. (2015)", "CC BY 4.0");
    }

    @Test
    void invoicesBecomeOrdersAndCancellationsChangeThem() throws SQLException, InterruptedException {
        // When
        load(shop, 100);

        // Then
        assertThat(shop.wrongTotals()).isEmpty();
        assertThat(shop.sql("SELECT order_id, user_id, status, total_amount, created_at FROM orders ORDER BY 1"))
                .containsExactly(
                        "1|17850|cancelled|0.00|2010-12-01 08:26:00+00",
                        "2|12583|completed|75.00|2010-12-01 08:45:00+00",
                        "3|12583|completed|16.90|2010-12-06 10:00:00+00",
                        "4|13047|completed|40.68|2010-12-08 09:01:00+00");
        assertThat(shop.sql("SELECT order_id, product_id, quantity, price_per_unit FROM order_items ORDER BY 1, 3"))
                .containsExactly("2|3|20|3.75", "3|1|2|2.55", "3|1|4|2.95", "4|4|12|3.39");
    }

    @Test
    void aFileWithoutAnyOrderIsRefusedInsteadOfMakingAnEmptyShop() throws Exception {
        // Given
        Path header = Files.writeString(folder.resolve("header.csv"), String.join(",", RetailFile.HEADER) + "\n");
        // Then
        try (Connection connection = shop.database().open()) {
            assertThatThrownBy(() -> new RetailImport(connection, progress::add).load(header))
                    .isInstanceOf(PipelineException.class)
                    .hasMessageContaining("header.csv has no line that can be loaded");
        }
    }

    @Test
    void usersAndProductsAreReadable() throws SQLException, InterruptedException {
        // When
        load(shop, 100);

        // Then
        assertThat(shop.sql("SELECT user_id, name, email, country, last_login FROM users WHERE user_id = 12583"))
                .containsExactly("12583|Customer 12583|customer12583@example.com|France|2010-12-06 10:00:00+00");
        assertThat(shop.sql("SELECT product_id, name, price, category FROM products ORDER BY 1"))
                .containsExactly(
                        "1|WHITE HANGING HEART T-LIGHT HOLDER|2.55|Candles and lights",
                        "2|WHITE METAL LANTERN|3.39|Candles and lights",
                        "3|ALARM CLOCK, BAKELIKE \"PINK\"|3.75|Home decoration",
                        "4|RED WOOLLY HOTTIE WHITE HEART.|3.39|Home decoration");
    }

    @Test
    void theNumberOfInvoicesInATransactionMakesNoDifference() throws SQLException, InterruptedException {
        // Given
        load(shop, 1);
        TestShop other = TestShop.empty();

        // When
        load(other, 100);

        // Then
        assertThat(other.fingerprint()).isEqualTo(shop.fingerprint());
    }

    @Test
    void anInterruptedImportGoesOnWhereverItStopped() throws SQLException, InterruptedException {
        // Given
        load(shop, 1);
        for (int commits = 0; commits < 14; commits++) {
            TestShop other = TestShop.empty();
            try (Connection connection = other.database().open()) {
                Connection fragile = FragileConnection.breakingAfter(commits, connection);
                assertThatThrownBy(() -> new RetailImport(fragile, progress::add, 1).load(Slice.in(folder)))
                        .isInstanceOf(PipelineException.class)
                        .hasMessageContaining("broken by the test");
            }

            // When
            load(other, 1);

            // Then
            assertThat(other.fingerprint())
                    .as("broken after %d commits", commits)
                    .isEqualTo(shop.fingerprint());
        }
    }

    @Test
    void aSecondImportIsRefused() throws SQLException, InterruptedException {
        // Given
        load(shop, 100);

        // Then
        assertThatThrownBy(() -> load(shop, 100))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("already holds shop data from Online Retail, checksum");
    }
}
