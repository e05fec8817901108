package io.millrace.workloads.shop.intake.event;

import io.millrace.workloads.shop.database.OrderStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        byte[] value = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> IntakeEventCodec.decode(EventKind.ORDER, value))
                .isInstanceOf(IOException.class);
    }
}
