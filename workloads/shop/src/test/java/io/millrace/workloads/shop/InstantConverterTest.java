package io.millrace.workloads.shop;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InstantConverterTest {
    private final InstantConverter converter = new InstantConverter();

    @Test
    void aDateIsItsFirstMomentInUtc() {
        assertThat(converter.convert("2026-07-01")).isEqualTo("2026-07-01T00:00:00Z");
    }

    @Test
    void anInstantIsItself() {
        assertThat(converter.convert("2026-07-01T12:30:00Z")).isEqualTo("2026-07-01T12:30:00Z");
    }

    @Test
    void todayHasBegunAlready() {
        assertThat(converter.convert("today")).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void anythingElseIsRefusedWithExamples() {
        assertThatThrownBy(() -> converter.convert("soon"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("write 2026-07-01");
    }
}
