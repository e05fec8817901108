package io.millrace.contracts.pipeline;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExactNumberTest {

    @Test
    void allDigitsOfANumberAreKept() {
        String digits = "9".repeat(500) + "." + "9".repeat(500);
        assertThat(ExactNumber.parse(digits)).contains(new BigDecimal(digits));
        assertThat(ExactNumber.parse(" 1E3\n")).contains(new BigDecimal("1E3"));
        assertThat(ExactNumber.parse("-0.10")).contains(new BigDecimal("-0.10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "1,5", "NaN", "Infinity", "1E1001", "1E-1001", "1E2147483647"})
    void whatHasNoEndOrIsTooLongIsNone(String text) {
        assertThat(ExactNumber.parse(text)).isEmpty();
        assertThat(ExactNumber.parse("9".repeat(1_001))).isEmpty();
    }
}
