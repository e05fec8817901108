package io.millrace.contracts.online;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.pipeline.Rule.Severity;
import io.millrace.contracts.process.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AlertTest {
    private static final Alert ALERT = new Alert(
            "a",
            "large",
            Severity.HIGH,
            "u",
            true,
            Instant.parse("2026-01-01T00:00:00Z"),
            "7",
            List.of(new Alert.Evidence("{\"id\":7}", Instant.parse("2026-01-01T00:00:00Z"), Optional.of("7"))),
            Position.parse("1:0/10"));

    @Test
    void whatIsWrittenIsRead() throws Exception {
        byte[] json = Json.mapper().writeValueAsBytes(ALERT);

        assertThat(Alert.parse(json)).isEqualTo(ALERT);
    }

    @Test
    void whatALaterVersionSaysBesidesIsLeftOut() throws Exception {
        String json = Json.mapper().writeValueAsString(ALERT).replaceFirst("\\{", "{\"later\":1,");

        assertThat(Alert.parse(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(ALERT);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {"; it is empty", "{}; problem: id", "null; it is null", "no; Unrecognized"})
    void whatIsNoneIsToldWhy(String text, String why) {
        byte[] json = text == null ? null : text.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Alert.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void whatIsNoTextIsTold() {
        assertThatThrownBy(() -> Alert.parse(new byte[] {0, 0, 0, 7, 1, 2, 3, 4}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
