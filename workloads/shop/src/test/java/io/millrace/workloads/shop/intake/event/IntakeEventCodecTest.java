package io.millrace.workloads.shop.intake.event;

import io.millrace.workloads.shop.database.OrderStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IntakeEventCodecTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123456Z");
    private static final OrderCreated ORDER = order("a", 2, NOW);

    private static OrderCreated order(String id, int quantity, Instant acceptedAt) {
        return new OrderCreated(
                id,
                7,
                OrderStatus.COMPLETED,
                List.of(
                        new OrderedItem(1, quantity, Optional.empty()),
                        new OrderedItem(3, 1, Optional.of(new Price(new BigDecimal("2.5"))))),
                acceptedAt);
    }

    @Test
    void anOrderIsReadAsItWasWritten() throws IOException {
        // When
        byte[] value = IntakeEventCodec.encode(ORDER);
        // Then
        assertThat(new String(value, StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"a\",\"user_id\":7,\"status\":\"completed\",\"items\":["
                        + "{\"product_id\":1,\"quantity\":2},{\"product_id\":3,\"quantity\":1,\"price\":2.50}],"
                        + "\"accepted_at\":\"2026-01-31T12:00:00.123456Z\"}");
        assertThat(IntakeEventCodec.decode(EventKind.ORDER, value)).isEqualTo(ORDER);
        assertThat(ORDER.key()).isEqualTo("7");
    }

    @Test
    void aChangeOfAProductIsReadAsItWasWritten() throws IOException {
        // Given
        var event = new ProductEvent(
                "b",
                ProductChange.UPDATED,
                Optional.of(3),
                new ProductFields(Optional.of("Lamp"), Optional.empty(), Optional.empty(), Optional.of(0)),
                NOW);
        // When
        byte[] value = IntakeEventCodec.encode(event);
        // Then
        assertThat(new String(value, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"id\":\"b\",\"change\":\"updated\",\"product_id\":3,"
                                + "\"fields\":{\"name\":\"Lamp\",\"stock\":0},\"accepted_at\":\"2026-01-31T12:00:00.123456Z\"}");
        assertThat(IntakeEventCodec.decode(EventKind.PRODUCT, value)).isEqualTo(event);
        assertThat(event.key()).isEqualTo("3");
    }

    @Test
    void theSameThatIsAskedForLaterHasTheSameFingerprint() {
        assertThat(IntakeEventCodec.fingerprint(order("a", 2, NOW.plusSeconds(60))))
                .isEqualTo(IntakeEventCodec.fingerprint(ORDER));
        assertThat(IntakeEventCodec.fingerprint(order("a", 3, NOW))).isNotEqualTo(IntakeEventCodec.fingerprint(ORDER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "hello",
                "{}",
                "{'id':'a','user_id':0,'status':'completed','items':[{'product_id':1,'quantity':1}],'accepted_at':'2026-01-31T12:00:00Z'}",
                "{'id':'a','user_id':1,'status':'completed','items':[],'accepted_at':'2026-01-31T12:00:00Z'}",
                "{'id':'a','user_id':1,'status':'completed','items':[{'product_id':1,'quantity':1,'price':-1}],'accepted_at':'2026-01-31T12:00:00Z'}",
                "{'id':'a','user_id':1,'status':'sold','items':[{'product_id':1,'quantity':1}],'accepted_at':'2026-01-31T12:00:00Z'}"
            })
    void whatIsNoOrderIsNotRead(String text) {
        assertUnreadable(EventKind.ORDER, text);
    }

    private static void assertUnreadable(EventKind kind, String text) {
        byte[] value = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> IntakeEventCodec.decode(kind, value)).isInstanceOf(IOException.class);
    }

    static Stream<Arguments> heads() {
        return Stream.of(
                Arguments.of("a\\u0000", "'2026-01-31T12:00:00Z'"),
                Arguments.of("", "'2026-01-31T12:00:00Z'"),
                Arguments.of("..", "'2026-01-31T12:00:00Z'"),
                Arguments.of("a".repeat(129), "'2026-01-31T12:00:00Z'"),
                Arguments.of("a", "'+999999999-01-01T00:00:00Z'"),
                Arguments.of("a", "'-4800-01-01T00:00:00Z'"),
                Arguments.of("a", "'1969-12-31T23:59:59Z'"),
                Arguments.of("a", "'+10000-01-01T00:00:00Z'"),
                Arguments.of("a", "1e99999999999"),
                Arguments.of("a", "'never'"));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void whatNoReceiptCanHoldIsNotRead(String id, String acceptedAt) {
        assertUnreadable(
                EventKind.ORDER,
                "{'id':'%s','user_id':1,'status':'completed','items':[{'product_id':1,'quantity':1}],'accepted_at':%s}"
                        .formatted(id, acceptedAt));
        assertUnreadable(
                EventKind.PRODUCT,
                "{'id':'%s','change':'deleted','product_id':1,'fields':{},'accepted_at':%s}".formatted(id, acceptedAt));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'price':1e99999999999", "'price':1e999999999", "'stock':1e999999999", "'stock':1e99999999999"})
    void numbersBeyondAllBoundsAreNotRead(String field) {
        assertUnreadable(
                EventKind.PRODUCT,
                "{'id':'a','change':'updated','product_id':1,'fields':{%s},'accepted_at':'2026-01-31T12:00:00Z'}"
                        .formatted(field));
    }
}
