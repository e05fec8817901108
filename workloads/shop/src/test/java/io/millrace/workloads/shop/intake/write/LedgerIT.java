package io.millrace.workloads.shop.intake.write;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.TestShop;
import io.millrace.workloads.shop.database.OrderStatus;
import io.millrace.workloads.shop.intake.StockedShop;
import io.millrace.workloads.shop.intake.event.EventKind;
import io.millrace.workloads.shop.intake.event.IntakeEvent;
import io.millrace.workloads.shop.intake.event.IntakeEventCodec;
import io.millrace.workloads.shop.intake.event.OrderCreated;
import io.millrace.workloads.shop.intake.event.OrderedItem;
import io.millrace.workloads.shop.intake.event.Price;
import io.millrace.workloads.shop.intake.event.ProductChange;
import io.millrace.workloads.shop.intake.event.ProductEvent;
import io.millrace.workloads.shop.intake.event.ProductFields;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LedgerIT {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final TestShop shop = StockedShop.open();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Ledger ledger = new Ledger(shop.database(), new IntakeMetrics(registry));
    private final AtomicLong offsets = new AtomicLong();

    @AfterEach
    void close() {
        ledger.close();
    }

    private Outcome write(IntakeEvent event) {
        return write(event.kind(), IntakeEventCodec.encode(event));
    }

    private Outcome write(EventKind kind, byte[] value) {
        return ledger.write(new TakenRecord(kind, kind.label(), 0, offsets.getAndIncrement(), value));
    }

    private static OrderCreated order(String id, int user, OrderedItem... items) {
        return new OrderCreated(id, user, OrderStatus.COMPLETED, List.of(items), NOW);
    }

    private static OrderedItem item(int product, int quantity) {
        return new OrderedItem(product, quantity, Optional.empty());
    }

    private static ProductEvent product(String id, ProductChange change, Integer number, ProductFields fields) {
        return new ProductEvent(id, change, Optional.ofNullable(number), fields, NOW);
    }

    private static ProductFields fields(String name, String price, String category, Integer stock) {
        return new ProductFields(
                Optional.ofNullable(name),
                Optional.ofNullable(price).map(BigDecimal::new).map(Price::of),
                Optional.ofNullable(category),
                Optional.ofNullable(stock));
    }

    private double counted(EventKind kind, String outcome) {
        return registry
                .find("millrace.shop.intake.records")
                .tags("kind", kind.label(), "outcome", outcome)
                .counters()
                .stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void anOrderIsWrittenWithItsItemsItsTotalAndItsReceipt() {
        // When
        Outcome outcome = write(order(
                "a", 2, item(1, 2), new OrderedItem(2, 3, Optional.of(Price.of(new BigDecimal("2")))), item(1, 1)));
        // Then
        assertThat(outcome).isEqualTo(Outcome.WRITTEN);
        assertThat(shop.sql(
                        "SELECT order_id, user_id, total_amount, status, created_at AT TIME ZONE 'UTC' FROM orders"))
                .containsExactly("1|2|36.00|completed|2026-01-31 12:00:00");
        assertThat(shop.sql("SELECT product_id, quantity, price_per_unit FROM order_items ORDER BY order_item_id"))
                .containsExactly("1|2|10.00", "2|3|2.00", "1|1|10.00");
        assertThat(shop.sql("SELECT %d - stock FROM products ORDER BY product_id".formatted(StockedShop.STOCK)))
                .containsExactly("3", "3", "0");
        assertThat(shop.sql("SELECT id, kind, outcome, number FROM intake_receipts"))
                .containsExactly("a|order|written|1");
        assertThat(shop.wrongTotals()).isEmpty();
    }

    @Test
    void aRepetitionChangesNothing() {
        // Given
        write(order("a", 2, item(1, 1)));
        String before = shop.fingerprint();
        // When
        Outcome again = write(new OrderCreated("a", 2, OrderStatus.COMPLETED, List.of(item(1, 1)), NOW.plusSeconds(5)));
        // Then
        assertThat(again).isEqualTo(Outcome.REPEATED);
        assertThat(shop.fingerprint()).isEqualTo(before);
        assertThat(shop.sql("SELECT id FROM intake_refused")).isEmpty();
        assertThat(counted(EventKind.ORDER, "written")).isEqualTo(1);
        assertThat(counted(EventKind.ORDER, "repeated")).isEqualTo(1);
    }

    @Test
    void anIdThatStandsForSomethingElseIsPutAside() {
        // Given
        write(order("a", 2, item(1, 1)));
        // When
        Outcome other = write(order("a", 3, item(1, 1)));
        Outcome otherKind = write(product("a", ProductChange.DELETED, 1, ProductFields.NONE));
        // Then
        assertThat(List.of(other, otherKind)).containsOnly(Outcome.REFUSED);
        assertThat(shop.sql("SELECT id, kind, reason FROM intake_refused ORDER BY kind"))
                .containsExactly("a|order|id-used-twice", "a|product|id-used-twice");
        assertThat(shop.sql("SELECT user_id FROM orders")).containsExactly("2");
    }

    @Test
    void whatTheShopCannotDoIsPutAsideWithItsReasonAndTheNextGoesOn() {
        // Given
        shop.sql("UPDATE products SET stock = 1 WHERE product_id = 2");
        // When
        List<Outcome> refused = Stream.of(
                        order("user", 99, item(1, 1)),
                        order("product", 1, item(1, 1), item(99, 1)),
                        order("stock", 1, item(1, 1), item(2, 1), item(2, 1)),
                        order("total", 1, new OrderedItem(1, 2, Optional.of(Price.of(new BigDecimal("999999999999"))))))
                .map(this::write)
                .toList();
        Outcome next = write(order("next", 1, item(2, 1)));
        // Then
        assertThat(refused).containsOnly(Outcome.REFUSED);
        assertThat(next).isEqualTo(Outcome.WRITTEN);
        assertThat(shop.sql("SELECT id, reason FROM intake_refused ORDER BY \"offset\""))
                .containsExactly(
                        "user|unknown-user", "product|unknown-product", "stock|out-of-stock", "total|against-a-rule");
        assertThat(shop.sql("SELECT id, outcome, reason FROM intake_receipts WHERE id = 'stock'"))
                .containsExactly("stock|refused|out-of-stock");
        assertThat(shop.value("SELECT detail FROM intake_refused WHERE id = 'stock'"))
                .isEqualTo("Of product 2 there are 1 in stock, but 2 are ordered");
        assertThat(shop.value("SELECT record::json ->> 'user_id' FROM intake_refused WHERE id = 'user'"))
                .isEqualTo("99");
        assertThat(shop.sql("SELECT user_id FROM orders")).containsExactly("1");
        assertThat(shop.value("SELECT stock FROM products WHERE product_id = 1"))
                .isEqualTo(Integer.toString(StockedShop.STOCK));
        assertThat(counted(EventKind.ORDER, "refused")).isEqualTo(4);
        // When
        Outcome again = write(order("user", 99, item(1, 1)));
        // Then
        assertThat(again).isEqualTo(Outcome.REPEATED);
    }

    @Test
    void productsAreCreatedChangedAndTakenOut() {
        // When
        write(product("create", ProductChange.CREATED, null, fields("Mug", "3.5", "Kitchen", null)));
        write(product("stock", ProductChange.UPDATED, 4, fields(null, null, null, 7)));
        write(product("name", ProductChange.UPDATED, 4, fields("Big mug", "4", null, null)));
        // Then
        assertThat(shop.sql("SELECT name, price, category, stock FROM products WHERE product_id = 4"))
                .containsExactly("Big mug|4.00|Kitchen|7");
        assertThat(shop.value("SELECT number FROM intake_receipts WHERE id = 'create'"))
                .isEqualTo("4");
        // When
        write(product("delete", ProductChange.DELETED, 4, ProductFields.NONE));
        // Then
        assertThat(shop.sql("SELECT name FROM products WHERE product_id = 4")).isEmpty();
        // When
        write(product("again", ProductChange.UPDATED, 4, fields("Mug", null, null, null)));
        write(order("order", 1, item(1, 1)));
        write(product("sold", ProductChange.DELETED, 1, ProductFields.NONE));
        // Then
        assertThat(shop.sql("SELECT id, reason FROM intake_refused ORDER BY \"offset\""))
                .containsExactly("again|unknown-product", "sold|still-ordered");
        assertThat(counted(EventKind.PRODUCT, "written")).isEqualTo(4);
    }

    @Test
    void aRecordOfNobodyIsPutAside() {
        // When
        Outcome outcome = write(EventKind.ORDER, "{\"hello\u0000".getBytes(StandardCharsets.UTF_8));
        // Then
        assertThat(outcome).isEqualTo(Outcome.REFUSED);
        assertThat(shop.sql("SELECT id IS NULL, reason, record FROM intake_refused"))
                .containsExactly("t|unreadable|{\"hello\uFFFD");
    }

    @Test
    void whatIsNotTheRecordsFaultIsTriedAgain() {
        // Given
        write(order("a", 1, item(1, 1)));
        shop.sql("ALTER TABLE order_items RENAME TO items_elsewhere");
        // When
        assertThatThrownBy(() -> write(order("b", 1, item(1, 1))))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.SOURCE));
        // Then
        shop.sql("ALTER TABLE items_elsewhere RENAME TO order_items");
        assertThat(shop.sql("SELECT id FROM intake_receipts")).containsExactly("a");
        assertThat(write(order("b", 1, item(1, 1)))).isEqualTo(Outcome.WRITTEN);
    }

    @Test
    void aNumberThatIsTakenIsNotTheOrdersFault() {
        // Given: as after a load that brought its own numbers
        shop.sql("INSERT INTO orders (order_id, user_id, total_amount, status) VALUES (1, 1, 0, 'pending')");
        // When
        assertThatThrownBy(() -> write(order("a", 1, item(1, 1)))).isInstanceOf(PipelineException.class);
        // Then
        assertThat(write(order("a", 1, item(1, 1)))).isEqualTo(Outcome.WRITTEN);
    }

    @Test
    void aNumberThatIsTakenInABatchIsNotTheOrdersFault() {
        // Given
        write(order("a", 1, item(1, 1)));
        shop.sql("INSERT INTO order_items (order_item_id, order_id, product_id, quantity, price_per_unit)"
                + " VALUES (3, 1, 2, 1, 0)");
        // When
        assertThatThrownBy(() -> write(order("b", 1, item(1, 1), item(2, 1)))).isInstanceOf(PipelineException.class);
        // Then
        assertThat(write(order("b", 1, item(1, 1), item(2, 1)))).isEqualTo(Outcome.WRITTEN);
    }

    @Test
    void anyOtherValueThatIsTakenIsRefusedForGood() {
        // Given
        shop.sql("ALTER TABLE products ADD UNIQUE (name)");
        shop.sql("CREATE UNIQUE INDEX ON orders (user_id)");
        write(product("mug", ProductChange.CREATED, null, fields("Mug", "3.5", "Kitchen", null)));
        write(order("first", 1, item(1, 1)));
        // When
        Outcome sameName = write(product("again", ProductChange.CREATED, null, fields("Mug", "4", "Kitchen", null)));
        Outcome sameUser = write(order("second", 1, item(1, 1)));
        // Then
        assertThat(List.of(sameName, sameUser)).containsOnly(Outcome.REFUSED);
        assertThat(shop.sql("SELECT id, reason FROM intake_refused ORDER BY id"))
                .containsExactly("again|against-a-rule", "second|against-a-rule");
        assertThat(write(order("other", 2, item(1, 1)))).isEqualTo(Outcome.WRITTEN);
    }

    @Test
    void whatNoReceiptCanHoldIsPutAsideAndTheNextGoesOn() {
        // Given
        String text = new String(IntakeEventCodec.encode(order("a", 1, item(1, 1))), StandardCharsets.UTF_8);
        // When
        List<Outcome> outcomes = Stream.of(
                        text.replace("\"id\":\"a\"", "\"id\":\"a\\u0000\""),
                        text.replace("\"id\":\"a\"", "\"id\":\"%s\"".formatted("a1".repeat(4_000))),
                        text.replace("2026-", "+999999999-"),
                        text)
                .map(value -> write(EventKind.ORDER, value.getBytes(StandardCharsets.UTF_8)))
                .toList();
        // Then
        assertThat(outcomes).containsExactly(Outcome.REFUSED, Outcome.REFUSED, Outcome.REFUSED, Outcome.WRITTEN);
        assertThat(shop.sql("SELECT DISTINCT reason FROM intake_refused")).containsExactly("unreadable");
    }

    @Test
    void receiptsAreFoundByTheirId() {
        try (var receipts = new Receipts(shop.database())) {
            // Given
            assertThat(receipts.find("a").join()).isEmpty();
            write(order("a", 1, item(1, 1)));
            write(order("b", 99, item(1, 1)));
            // Then
            assertThat(receipts.find("a").join().orElseThrow().number()).contains(1);
            Receipt refused = receipts.find("b").join().orElseThrow();
            assertThat(refused.reason()).contains("unknown-user");
            assertThat(refused.acceptedAt()).isEqualTo(NOW);
            assertThat(receipts.find("c").join()).isEmpty();
        }
    }
}
