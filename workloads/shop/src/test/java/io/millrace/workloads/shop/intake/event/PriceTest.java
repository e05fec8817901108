package io.millrace.workloads.shop.intake.event;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PriceTest {
    @Test
    void aPriceHasTwoDecimals() {
        assertThat(new Price(new BigDecimal("12.5")).amount()).hasToString("12.50");
        assertThat(new Price(new BigDecimal("1.5e2"))).isEqualTo(new Price(new BigDecimal("150.000")));
        assertThat(new Price(new BigDecimal("999999999999.99")).amount()).hasToString("999999999999.99");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.000", "0e-600000000", "0e600000000"})
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aZeroIsOfTwoDecimalsHoweverItIsWritten(String text) {
        assertThat(new Price(new BigDecimal(text)).amount()).hasToString("0.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "0.001", "1000000000000", "1e999999999", "1e-999999999"})
    void whatTheTablesCannotHoldIsRefusedAtOnce(String text) {
        assertThatThrownBy(() -> new Price(new BigDecimal(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two decimals");
    }
}
