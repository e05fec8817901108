package io.millrace.workloads.shop.intake;

import io.millrace.testkit.KafkaService;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import io.millrace.workloads.shop.TestShop;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The real process on a real broker and a real database, each of them killed. */
class IntakeIT {
    private static final String WRITTEN =
            "millrace_shop_intake_records_total{kind=\"order\",outcome=\"written\",reason=\"none\"}";
    private static final String REPEATED =
            "millrace_shop_intake_records_total{kind=\"order\",outcome=\"repeated\",reason=\"none\"}";

    /** Products of which more or less is gone than was ordered. */
    private static final String WRONG_STOCK =
            ("SELECT product_id FROM products WHERE product_id <= 3 AND %d - stock <> (SELECT coalesce(sum(quantity), 0)"
                            + " FROM order_items WHERE order_items.product_id = products.product_id)")
                    .formatted(StockedShop.STOCK);

    private static final int INTERVALS = 3;
    private static final int FEWEST = 15;

    private static KafkaService kafka;
    private static TestShop shop;
    private static IntakeProcess intake;

    @BeforeAll
    static void start() {
        kafka = TestStack.with(ServiceKind.KAFKA, ServiceKind.POSTGRES).kafka();
        shop = StockedShop.open();
        intake = new IntakeProcess(kafka.bootstrapServers(), shop.database());
        intake.start();
    }

    @AfterAll
    static void stop() {
        intake.close();
    }

    private static void awaitRows(String query, List<String> rows) {
        Awaitility.await().atMost(IntakeProcess.DEADLINE).untilAsserted(() -> assertThat(shop.sql(query))
                .isEqualTo(rows));
    }

    /** The ids under which the group knows its members, as soon as they share the topics. */
    private static List<String> awaitMembers() {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
            return Awaitility.await()
                    .atMost(IntakeProcess.DEADLINE)
                    .until(() -> members(admin), members -> !members.isEmpty());
        }
    }

    private static List<String> members(Admin admin) throws ExecutionException, InterruptedException {
        return admin.describeConsumerGroups(List.of(intake.group())).all().get().get(intake.group()).members().stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .map(MemberDescription::consumerId)
                .toList();
    }

    private static List<String> numbersTo(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
    }

    private static String quantities(int user, int product) {
        return "SELECT quantity FROM orders JOIN order_items USING (order_id) WHERE user_id = %d AND product_id = %d ORDER BY order_id"
                .formatted(user, product);
    }

    @Test
    void whatIsTakenWhileTheDatabaseIsAwayIsThereOnceAndInOrderWhenItIsBack() {
        // Given
        int orders = 0;
        List<String> members = awaitMembers();
        TestShop.postgres().kill();
        long until = System.nanoTime() + INTERVALS * IntakeProcess.SILENCE.toNanos();
        // When: each is sent twice, as by a client that lost the answer, for longer than its group waits for the silent
        while (orders < FEWEST || System.nanoTime() < until) {
            orders++;
            for (int user = 1; user <= 3; user++) {
                assertThat(intake.order(user, 1, orders).statusCode()).isEqualTo(202);
                assertThat(intake.order(user, 1, orders).statusCode()).isEqualTo(202);
            }
            Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        }
        // Then
        assertThat(intake.send("GET", "/health/ready", "").statusCode()).isEqualTo(200);
        Awaitility.await().atMost(IntakeProcess.DEADLINE).untilAsserted(() -> assertThat(
                        intake.send("GET", "/status", "").body())
                .contains("\"notWriting\""));
        assertThat(intake.send("GET", "/v1/receipts/1-1-1", "").statusCode()).isEqualTo(503);
        assertThat(awaitMembers()).as("who writes").isEqualTo(members);
        // When
        TestShop.postgres().start();
        // Then
        int all = orders;
        for (int user = 1; user <= 3; user++) {
            awaitRows(quantities(user, 1), numbersTo(all));
        }
        Awaitility.await().atMost(IntakeProcess.DEADLINE).untilAsserted(() -> assertThat(intake.metric(REPEATED))
                .isGreaterThanOrEqualTo(3.0 * all));
        assertThat(shop.sql(WRONG_STOCK)).isEmpty();
        assertThat(shop.wrongTotals()).isEmpty();
    }

    @Test
    void aKilledProcessDoublesNothing() throws SQLException {
        // Given: it has read many at once, has written most of them, and waits for a product
        int free = 20;
        try (Connection first = locked(3);
                Connection last = locked(1)) {
            intake.order(4, 3, 1);
            for (int number = 1; number <= free; number++) {
                intake.order(4, 2, number);
            }
            intake.order(4, 1, 1);
            first.rollback();
            awaitRows(quantities(4, 2), numbersTo(free));
            // When
            intake.kill();
            last.rollback();
        }
        intake.start();
        // Then
        awaitRows(quantities(4, 1), List.of("1"));
        assertThat(shop.sql(quantities(4, 2))).isEqualTo(numbersTo(free));
        assertThat(shop.sql(quantities(4, 3))).containsExactly("1");
        assertThat(shop.sql(WRONG_STOCK)).isEmpty();
        Awaitility.await().atMost(IntakeProcess.DEADLINE).untilAsserted(() -> assertThat(intake.metric(WRITTEN))
                .isEqualTo(1));
        assertThat(intake.metric(REPEATED)).as("read again").isPositive();
    }

    private static Connection locked(int product) throws SQLException {
        Connection connection = shop.database().open();
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT FROM products WHERE product_id = %d FOR UPDATE".formatted(product));
        }
        return connection;
    }

    @Test
    void whatIsRefusedForGoodHoldsNobodyUp() {
        // When
        HttpResponse<String> unknown = intake.order(99, 1, 1);
        HttpResponse<String> known = intake.send(
                "POST", "/v1/products", "{'id':'new','name':'Mug','price':3.5,'category':'Kitchen','stock':2}");
        // Then
        assertThat(unknown.statusCode()).isEqualTo(202);
        assertThat(known.statusCode()).isEqualTo(202);
        awaitRows("SELECT id, reason FROM intake_refused", List.of("99-1-1|unknown-user"));
        awaitRows("SELECT name, stock FROM products WHERE price = 3.5", List.of("Mug|2"));
        assertThat(intake.send("GET", "/v1/receipts/99-1-1", "").body())
                .contains("\"outcome\":\"refused\"", "There is no user 99");
        // When
        String number = shop.value("SELECT number FROM intake_receipts WHERE id = 'new'");
        intake.send("PATCH", "/v1/products/" + number, "{'stock':5}");
        // Then
        awaitRows("SELECT stock FROM products WHERE product_id = " + number, List.of("5"));
        // When
        intake.send("DELETE", "/v1/products/" + number, "");
        // Then
        awaitRows("SELECT name FROM products WHERE name = 'Mug'", List.of());
    }

    @Test
    void withoutTheBrokerNothingIsTakenAndEverybodyIsTold() {
        // When
        kafka.kill();
        HttpResponse<String> refused = intake.order(3, 2, 1);
        // Then
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        Awaitility.await().atMost(IntakeProcess.DEADLINE).untilAsserted(() -> assertThat(
                        intake.send("GET", "/health/ready", "").statusCode())
                .isEqualTo(503));
        // When
        kafka.start();
        // Then
        Awaitility.await().atMost(IntakeProcess.DEADLINE).untilAsserted(() -> assertThat(
                        intake.order(3, 2, 1).statusCode())
                .isEqualTo(202));
        awaitRows(quantities(3, 2), List.of("1"));
    }
}
