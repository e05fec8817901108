package io.millrace.workloads.shop.retail;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RetailSieveTest {
    @TempDir
    private Path folder;

    private RetailSieve sieve() {
        return new RetailFile(Slice.in(folder)).readInto(RetailSieve::new);
    }

    @Test
    void everyLineIsEitherAcceptedOrCountedUnderOneReason() {
        // When
        RetailSieve sieve = sieve();

        // Then
        assertThat(sieve.read()).isEqualTo(Slice.LINES);
        assertThat(sieve.accepted()).hasSize(11);
        assertThat(sieve.skipped().all())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        SkipReason.UNREADABLE, 1L,
                        SkipReason.NO_DESCRIPTION, 1L,
                        SkipReason.NO_CUSTOMER, 1L,
                        SkipReason.DUPLICATE, 1L,
                        SkipReason.NOT_A_PRODUCT, 3L,
                        SkipReason.WRONG_SIGN, 1L,
                        SkipReason.ZERO_PRICE, 1L,
                        SkipReason.CANCELLATION_WITHOUT_ORDER, 0L));
    }

    @Test
    void valuesAreReadAsTheFileMeansThem() {
        assertThat(sieve().accepted().get(0))
                .isEqualTo(new RetailLine(
                        "536365",
                        "85123A",
                        "WHITE HANGING HEART T-LIGHT HOLDER",
                        6,
                        Instant.parse("2010-12-01T08:26:00Z"),
                        new BigDecimal("2.55"),
                        17850,
                        "United Kingdom"));
    }

    @Test
    void linesOfOneInvoiceStayTogetherUnderItsEarliestTime() {
        // When
        Invoice invoice = sieve().invoices().get(2);

        // Then
        assertThat(invoice.number()).isEqualTo("537666");
        assertThat(invoice.time()).isEqualTo("2010-12-06T10:00:00Z");
        assertThat(invoice.lines()).hasSize(2);
    }

    @Test
    void invoicesComeByTimeAndCancellationsAfterOrders() {
        assertThat(sieve().invoices())
                .extracting(Invoice::number)
                .containsExactly("536365", "536370", "537666", "C537700", "C537702", "C537703", "C537704", "537801");
    }
}
