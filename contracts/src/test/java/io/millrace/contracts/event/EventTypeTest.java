package io.millrace.contracts.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.process.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventTypeTest {
    private static final EventType TYPE = new EventType(
            "play",
            List.of(
                    EventField.required("user", FieldType.STRING),
                    EventField.optional("string", FieldType.STRING),
                    EventField.optional("integer", FieldType.INTEGER),
                    EventField.optional("number", FieldType.NUMBER),
                    EventField.optional("boolean", FieldType.BOOLEAN),
                    EventField.optional("timestamp", FieldType.TIMESTAMP),
                    EventField.optional("uuid", FieldType.UUID)),
            "user",
            Optional.empty(),
            "plays",
            1,
            new Keeping.Latest());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "string | 'text' | 'text'",
                "string | 42 | '42'",
                "string | '' | ''",
                "string | 1.5 | refused",
                "string | true | refused",
                "string | ['a'] | refused",
                "string | '\\ud800' | refused",
                "integer | -9223372036854775808 | -9223372036854775808",
                "integer | 9223372036854775808 | refused",
                "integer | 1.0 | refused",
                "integer | '1' | refused",
                "number | 1 | 1.0",
                "number | 0.25 | 0.25",
                "number | 1e999 | refused",
                "number | '1' | refused",
                "boolean | false | false",
                "boolean | 'false' | refused",
                "boolean | 0 | refused",
                "timestamp | '2026-01-31T12:00:00.123456789+02:00' | '2026-01-31T10:00:00.123456Z'",
                "timestamp | '2026-01-31T12:00:00' | refused",
                "timestamp | '2026-02-30T12:00:00Z' | refused",
                "timestamp | '+12026-01-31T12:00:00Z' | refused",
                "timestamp | 1769860800 | refused",
                "uuid | '123E4567-E89B-12D3-A456-426614174000' | '123e4567-e89b-12d3-a456-426614174000'",
                "uuid | '1-1-1-1-1' | refused",
                "integer | null | absent"
            })
    void aValueHasOneFormOrIsRefused(String field, String value, String canonical) {
        // When
        CheckedEvent checked = TYPE.check(node("{'user':'u','%s':%s}".formatted(field, value)));
        // Then
        switch (canonical) {
            case "refused" ->
                assertThat(checked.problems())
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.field()).isEqualTo(field))
                        .satisfies(problem -> assertThat(problem.reason()).startsWith("must be "));
            case "absent" -> assertThat(checked.data().has(field)).isFalse();
            default -> assertThat(checked.data().get(field)).hasToString(canonical.replace('\'', '"'));
        }
    }

    @Test
    void everyProblemIsNamedAtOnce() {
        assertThat(TYPE.check(node("{'usr':'u','integer':'x'}")).problems())
                .containsExactlyInAnyOrder(
                        new EventProblem("user", "is missing"),
                        new EventProblem("integer", "must be a whole number of at most 64 bits"),
                        new EventProblem("usr", "is no field of 'play'. Did you mean 'user'?"));
    }

    @Test
    void fieldsThatTheTypeDoesNotHaveAreNamedUpToAPoint() {
        // Given
        ObjectNode data = node("{'user':'u'}");
        IntStream.range(0, 1_000).forEach(field -> data.put("x" + field, 1));
        // When
        List<EventProblem> problems = TYPE.check(data).problems();
        // Then
        assertThat(problems).hasSize(21);
        assertThat(problems.get(20))
                .isEqualTo(new EventProblem(
                        "x20", "is no field of '%s', and neither are 979 others".formatted(TYPE.name())));
    }

    @Test
    void theKeyIsNotEmpty() {
        assertThat(TYPE.check(node("{'user':''}")).problems())
                .containsExactly(new EventProblem("user", "is empty, but is the key of the event"));
    }

    @Test
    void anEventIsReadAsItWasWritten() {
        // Given
        var codec = new EventCodec();
        var event = new PublishedEvent("id", "play", Instant.parse("2026-01-31T12:00:00.5Z"), node("{'user':'u'}"));
        // Then
        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id':'x'} | lacks some",
                "{'id':'x','what':1} | Not an event",
                "{'id':'x','type':'t','receivedAt':'+1000000-01-01T00:00:00Z','data':{}} | No event was received at",
                "[] | Not an event",
                "{ | Not an event",
                "null | lacks some"
            })
    void whatIsNoEventSaysWhy(String value, String reason) {
        byte[] bytes = value.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> new EventCodec().decode(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private static ObjectNode node(String json) {
        try {
            return Json.mapper().readValue(json.replace('\'', '"'), ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
