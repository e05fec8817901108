package io.millrace.workloads.shop.database;

import io.millrace.contracts.process.PipelineException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PurchaseTest {
    @Test
    void isOneTransactionThatOneCanType() {
        assertThat(new Purchase(42, 7, 2).sql())
                .startsWith("BEGIN;")
                .contains("SELECT 42, 2 * price, 'completed', now() FROM bought")
                .contains("WHERE product_id = 7")
                .endsWith("COMMIT;" + System.lineSeparator());
    }

    @Test
    void ofNothingIsRefused() {
        assertThatThrownBy(() -> new Purchase(1, 1, 0)).isInstanceOf(PipelineException.class);
    }
}
