package io.millrace.workloads.shop.intake.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.database.OrderStatus;
import io.millrace.workloads.shop.intake.event.OrderCreated;
import io.millrace.workloads.shop.intake.event.OrderedItem;
import io.millrace.workloads.shop.intake.event.Price;
import io.millrace.workloads.shop.intake.event.ProductChange;
import io.millrace.workloads.shop.intake.event.ProductEvent;
import io.millrace.workloads.shop.intake.event.ProductFields;
import io.millrace.workloads.shop.intake.write.Receipt;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class IntakeApiTest {
    private static final String ORDERS = "/v1/orders";
    private static final String ORDER = "{'id':'a','user_id':7,'items':[{'product_id':1,'quantity':2}]}";
    private static final String KEY = "0123456789abcdef";

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer("");
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Price price(String amount) {
        return new Price(new BigDecimal(amount));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = RunningServer.json(answer);
        assertThat(problem.path("type").asText()).isEqualTo("urn:millrace:problem:" + type);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 429 || status == 503);
    }

    @Test
    void anOrderIsAnsweredWithItsIdWhenTheLogHasIt() {
        // When
        HttpResponse<String> answer = server.send(
                "POST",
                ORDERS,
                "{'id':'a','user_id':7,'status':'pending','items':[{'product_id':1,'quantity':2},{'product_id':3,'quantity':1,'price':2.5}]}");
        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"id\":\"a\",\"receipt\":\"/v1/receipts/a\"}");
        assertThat(answer.headers().firstValue("Location")).contains("/v1/receipts/a");
        assertThat(server.log().events())
                .containsExactly(new OrderCreated(
                        "a",
                        7,
                        OrderStatus.PENDING,
                        List.of(
                                new OrderedItem(1, 2, Optional.empty()),
                                new OrderedItem(3, 1, Optional.of(price("2.50")))),
                        RunningServer.NOW));
    }

    @Test
    void theIdIsThatOfTheHeaderOrElseANewOne() {
        // Given
        String unnamed = ORDER.replace("'id':'a',", "");
        // When
        HttpResponse<String> quoted = server.send("POST", ORDERS, unnamed, "Idempotency-Key", "\"b-1\"");
        HttpResponse<String> bare = server.send("POST", ORDERS, unnamed, "Idempotency-Key", "b-2");
        HttpResponse<String> both = server.send("POST", ORDERS, ORDER, "Idempotency-Key", "a");
        HttpResponse<String> none = server.send("POST", ORDERS, unnamed);
        HttpResponse<String> other = server.send("POST", ORDERS, ORDER, "Idempotency-Key", "b");
        // Then
        assertThat(RunningServer.json(quoted).path("id").asText()).isEqualTo("b-1");
        assertThat(RunningServer.json(bare).path("id").asText()).isEqualTo("b-2");
        assertThat(RunningServer.json(both).path("id").asText()).isEqualTo("a");
        assertThat(RunningServer.json(none).path("id").asText())
                .startsWith("019c13ec-9e00-7")
                .hasSize(36);
        assertProblem(other, 400, "invalid-request");
        assertThat(RunningServer.json(other).at("/errors/0/field").asText()).isEqualTo("id");
        assertProblem(server.send("POST", ORDERS, unnamed, "Idempotency-Key", "."), 400, "invalid-request");
    }

    @Test
    void productsAreCreatedChangedAndTakenOut() {
        // When
        List<Integer> answers = new ArrayList<>();
        answers.add(server.send("POST", "/v1/products", "{'id':'a','name':'Lamp','price':9.9,'category':'Light'}")
                .statusCode());
        answers.add(
                server.send("PATCH", "/v1/products/3", "{'id':'b','stock':4}").statusCode());
        answers.add(server.send("DELETE", "/v1/products/3", "", "Idempotency-Key", "c")
                .statusCode());
        // Then
        assertThat(answers).containsOnly(202);
        assertThat(server.log().events())
                .containsExactly(
                        new ProductEvent(
                                "a",
                                ProductChange.CREATED,
                                Optional.empty(),
                                new ProductFields(
                                        Optional.of("Lamp"),
                                        Optional.of(price("9.90")),
                                        Optional.of("Light"),
                                        Optional.empty()),
                                RunningServer.NOW),
                        new ProductEvent(
                                "b",
                                ProductChange.UPDATED,
                                Optional.of(3),
                                new ProductFields(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(4)),
                                RunningServer.NOW),
                        new ProductEvent(
                                "c", ProductChange.DELETED, Optional.of(3), ProductFields.NONE, RunningServer.NOW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    POST   | /v1/orders     | {'items':[{'product_id':1,'quantity':1}]}                           | user_id
                    POST   | /v1/orders     | {'user_id':'7','items':[{'product_id':1,'quantity':1}]}             | user_id
                    POST   | /v1/orders     | {'user_id':1.5,'items':[{'product_id':1,'quantity':1}]}             | user_id
                    POST   | /v1/orders     | {'user_id':2147483648,'items':[{'product_id':1,'quantity':1}]}      | user_id
                    POST   | /v1/orders     | {'user_id':7}                                                       | items
                    POST   | /v1/orders     | {'user_id':7,'items':[]}                                            | items
                    POST   | /v1/orders     | {'user_id':7,'items':[4]}                                           | items[0]
                    POST   | /v1/orders     | {'user_id':7,'items':[{'product_id':1,'quantity':0}]}               | items[0].quantity
                    POST   | /v1/orders     | {'user_id':7,'items':[{'quantity':1}]}                              | items[0].product_id
                    POST   | /v1/orders     | {'user_id':7,'items':[{'product_id':1,'quantity':1,'price':1.234}]} | items[0].price
                    POST   | /v1/orders     | {'user_id':7,'items':[{'product_id':1,'quantity':1,'price':1e99}]}  | items[0].price
                    POST   | /v1/orders     | {'user_id':7,'items':[{'product_id':1,'quantity':1,'prise':1}]}     | items[0].prise
                    POST   | /v1/orders     | {'user':7,'user_id':7,'items':[{'product_id':1,'quantity':1}]}      | user
                    POST   | /v1/orders     | {'user_id':7,'status':'paid','items':[{'product_id':1,'quantity':1}]} | status
                    POST   | /v1/orders     | {'id':'a b','user_id':7,'items':[{'product_id':1,'quantity':1}]}    | id
                    POST   | /v1/orders     | {'id':'..','user_id':7,'items':[{'product_id':1,'quantity':1}]}     | id
                    POST   | /v1/orders     | {'id':5,'user_id':7,'items':[{'product_id':1,'quantity':1}]}        | id
                    POST   | /v1/products   | {'price':1,'category':'c'}                                          | name
                    POST   | /v1/products   | {'name':'n\\u0000','price':1,'category':'c'}                        | name
                    POST   | /v1/products   | {'name':'n\\ud800','price':1,'category':'c'}                        | name
                    POST   | /v1/products   | {'name':'n','price':-1,'category':'c'}                              | price
                    POST   | /v1/products   | {'name':'n','price':1,'category':' '}                               | category
                    PATCH  | /v1/products/3 | {'stock':-1}                                                        | stock
                    PATCH  | /v1/products/3 | {'id':'a'}                                                          | name
                    PATCH  | /v1/products/0 | {'stock':1}                                                         | product_id
                    DELETE | /v1/products/x | {}                                                                  | product_id
                    DELETE | /v1/products/3 | {'stock':1}                                                         | stock
                    """)
    void whatIsWrongIsNamedByItsField(String method, String path, String body, String field) {
        // When
        HttpResponse<String> answer = server.send(method, path, body);
        // Then
        assertProblem(answer, 400, "invalid-request");
        assertThat(RunningServer.json(answer).at("/errors/0/field").asText())
                .as(answer.body())
                .isEqualTo(field);
        assertThat(RunningServer.json(answer).path("detail").asText()).contains("'" + field + "'");
        assertThat(server.log().events()).isEmpty();
    }

    @Test
    void allThatIsWrongIsNamedAtOnce() {
        HttpResponse<String> answer = server.send("POST", ORDERS, "{'items':[{'product_id':1},{'quantity':1}]}");
        assertThat(RunningServer.json(answer).path("errors").findValuesAsText("field"))
                .containsExactly("user_id", "items[0].quantity", "items[1].product_id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [1]             | one JSON object
                    {'user_id':1    | not JSON
                    {'a':1,'a':2}   | not JSON
                    {} {}           | not JSON
                    """)
    void whatIsNoObjectIsRefused(String body, String detail) {
        HttpResponse<String> answer = server.send("POST", ORDERS, body);
        assertProblem(answer, 400, "invalid-request");
        assertThat(RunningServer.json(answer).path("detail").asText()).contains(detail);
    }

    @Test
    void whatTheProtocolForbidsIsAProblemToo() {
        assertProblem(server.send("POST", ORDERS, ORDER, "Content-Type", "text/plain"), 415, "not-json");
        assertProblem(server.send("PUT", ORDERS, ORDER), 405, "method-not-allowed");
        assertProblem(server.send("GET", "/v1/products/3", ""), 405, "method-not-allowed");
        assertProblem(server.send("POST", "/v1/orders/3", ORDER), 404, "unknown-path");
        assertProblem(server.send("GET", "/v2", ""), 404, "unknown-path");
        assertProblem(
                server.send("POST", ORDERS, "{'id':'%s'}".formatted("a".repeat(RunningServer.MOST_BYTES))),
                413,
                "body-too-large");
        // Announced only: the answer to a body that is still being sent can be lost with the connection.
        assertThat(
                        server.raw(
                                "POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("body-too-large");
        assertThat(server.send("PUT", ORDERS, ORDER).headers().firstValue("Allow"))
                .contains("POST");
        assertThat(server.log().events()).isEmpty();
    }

    @Test
    void aBodyThatDoesNotArriveIsGivenUpAndItsPlaceIsFree() {
        // When
        String answer = server.raw(
                "POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
        // Then
        assertThat(answer).startsWith("HTTP/1.1 408").contains("body-too-slow");
        for (int request = 0; request < 2 * RunningServer.IN_FLIGHT; request++) {
            assertThat(server.send("POST", ORDERS, ORDER).statusCode()).isEqualTo(202);
        }
    }

    @Test
    void moreThanCanBeHeldIsToldToComeBack() {
        // Given
        var acknowledged = new CompletableFuture<Void>();
        server.log().answering(acknowledged);
        List<CompletableFuture<HttpResponse<String>>> first = new ArrayList<>();
        for (int request = 0; request < RunningServer.IN_FLIGHT; request++) {
            first.add(server.sendLater("POST", ORDERS, ORDER));
        }
        Awaitility.await().until(() -> server.log().events().size() == RunningServer.IN_FLIGHT);
        // When
        HttpResponse<String> another = server.send("POST", ORDERS, ORDER);
        // Then
        assertProblem(another, 429, "overloaded");
        assertThat(server.send("GET", "/status", "").body())
                .isEqualTo("{\"inFlight\":%d,\"waiting\":3}".formatted(RunningServer.IN_FLIGHT));
        // When
        acknowledged.complete(null);
        // Then
        assertThat(first)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(202));
        assertThat(server.send("POST", ORDERS, ORDER).statusCode()).isEqualTo(202);
    }

    @Test
    void whatIsNotAcknowledgedMayBeSentAgainWithItsId() {
        // Given
        server.log().answering(CompletableFuture.failedFuture(new TimeoutException("told to fail")));
        // When
        HttpResponse<String> answer = server.send("POST", ORDERS, ORDER);
        // Then
        assertProblem(answer, 503, "not-acknowledged");
        assertThat(RunningServer.json(answer).path("id").asText()).isEqualTo("a");
        assertThat(server.send("GET", "/status", "").body()).contains("\"inFlight\":0");
    }

    @Test
    void whileTheBrokerIsAwayNothingIsTakenAndItIsNotReady() {
        // Given
        assertThat(server.send("GET", "/health/ready", "").statusCode()).isEqualTo(200);
        server.unavailable();
        // Then
        assertProblem(server.send("POST", ORDERS, ORDER), 503, "not-acknowledged");
        assertThat(server.log().events()).isEmpty();
        assertThat(server.send("GET", "/health/ready", "").statusCode()).isEqualTo(503);
        assertThat(server.send("GET", "/health/live", "").statusCode()).isEqualTo(200);
    }

    @Test
    void aReceiptTellsWhatBecameOfAnId() {
        // Given
        HttpResponse<String> before = server.send("GET", "/v1/receipts/a", "");
        server.receipt(CompletableFuture.completedFuture(Optional.of(new Receipt(
                "a",
                "order",
                "written",
                Optional.of(12),
                Optional.empty(),
                Optional.empty(),
                RunningServer.NOW,
                RunningServer.NOW))));
        // When
        HttpResponse<String> written = server.send("GET", "/v1/receipts/a", "");
        server.receipt(CompletableFuture.failedFuture(new PipelineException(FailureKind.SOURCE, "told to fail")));
        HttpResponse<String> away = server.send("GET", "/v1/receipts/a", "");
        // Then
        assertProblem(before, 404, "not-decided");
        assertThat(written.statusCode()).isEqualTo(200);
        assertThat(written.body())
                .isEqualTo("{\"id\":\"a\",\"kind\":\"order\",\"outcome\":\"written\",\"number\":12,"
                        + "\"accepted_at\":\"2026-01-31T12:00:00Z\",\"decided_at\":\"2026-01-31T12:00:00Z\"}");
        assertProblem(away, 503, "database-away");
    }

    @Test
    void withoutAKeyOnlyOwnNamesAreAnswered() {
        String answer =
                server.raw("DELETE /v1/products/3 HTTP/1.1\r\nHost: rebound.example:8608\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 403").contains("foreign-name");
        assertThat(server.log().events()).isEmpty();
    }

    @Test
    void withAKeyOnlyWhoPresentsItIsAnswered() {
        try (var locked = new RunningServer(KEY)) {
            assertProblem(locked.send("POST", ORDERS, ORDER), 401, "unknown-key");
            assertProblem(locked.send("GET", "/v1/receipts/a", ""), 401, "unknown-key");
            assertProblem(locked.send("POST", ORDERS, ORDER, "Authorization", "Bearer x" + KEY), 401, "unknown-key");
            assertThat(locked.send("POST", ORDERS, ORDER, "Authorization", "bearer " + KEY)
                            .statusCode())
                    .isEqualTo(202);
            assertThat(locked.send("GET", "/health/live", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void requestsAreTimedByPathAndStatus() {
        // When
        server.send("POST", ORDERS, ORDER);
        server.send("POST", ORDERS, "{}");
        // Then
        Awaitility.await().untilAsserted(() -> assertThat(
                        server.send("GET", "/metrics", "").body())
                .contains("millrace_shop_intake_requests_seconds_count{route=\"/v1/orders\",status=\"202\"}")
                .contains("millrace_shop_intake_requests_seconds_count{route=\"/v1/orders\",status=\"400\"}"));
    }
}
