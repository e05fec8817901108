package io.millrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.testkit.process.RunningProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

import static org.assertj.core.api.Assertions.assertThat;

/** The generated shop through the whole product; one stack for all tests, which leave it running. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShopE2E {
    @TempDir
    private static Path folder;

    @RegisterExtension
    static final LogsOfFailure LOGS = new LogsOfFailure(() -> folder);

    /** Nothing is shadowed here; the test of the shadow looks at what is answered where something is. */
    private static final String OF_A_SHADOW = "/v1/models/shadow";

    private static final int ORDERS_ON_THE_CHART = 5;
    private static final long ON_THE_CHART_MILLIS = 2_000;
    private static final LiveUser NOBODY = new LiveUser(false, List.of());

    private static LocalPipeline pipeline;
    private static int demoStatus;
    private static String told;

    @BeforeAll
    static void fillAShop() throws Exception {
        pipeline = LocalPipeline.ofShop(folder);
        try (var demo = new Command(
                folder,
                "demo",
                "--users",
                "300",
                "--products",
                "120",
                "--orders",
                "4000",
                "--seed",
                "7",
                "--data-dir",
                folder.toString(),
                "--port-base",
                Integer.toString(pipeline.stack().options().portBase()))) {
            demo.readUntil("Customers order now");
            String orders = pipeline.ask("SELECT count(*) FROM orders");
            Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> !pipeline.ask("SELECT count(*) FROM orders")
                    .equals(orders));
            demo.interrupt();
            demoStatus = demo.end();
            told = demo.text();
        }
        pipeline.up();
        pipeline.awaitLake();
    }

    @AfterAll
    static void stop() {
        pipeline.close();
    }

    @Test
    @Order(1)
    void theDemoTellsItsStoryAndLetsCustomersOrderUntilItIsInterrupted() {
        assertThat(demoStatus).as(told).isEqualTo(130);
        assertThat(told)
                .contains("lake.shop.order_items")
                .containsPattern("ndcg@10 +0\\.\\d+ +0\\.\\d+")
                .containsPattern("and is recommended\\R +1 +\\S+")
                .containsPattern("User \\d+ buys .*, by SQL.*\\R +\\d+ ms after the commit the list is another"
                        + ".*\\R +left +\\S.*\\R( +left .*\\R)* +came +\\S")
                .contains("Customers order now, 2.0 times a second", "Stopped. The state is kept")
                .contains(pipeline.stack().dashboardUrl())
                .doesNotContain("first bring it back");
    }

    @Test
    @Order(1)
    void whatWasThereBeforeCaptureIsInTheLake() throws Exception {
        LakeStatus lake = pipeline.awaitLake();
        assertThat(lake.tables().values().stream()
                        .filter(table -> table.name().equals("shop.orders"))
                        .map(LakeStatus.Table::rows))
                .containsExactly(Long.valueOf(pipeline.ask("SELECT count(*) FROM orders")));
    }

    @Test
    @Order(1)
    void everyDescribedPathAnswersAsTheServerDescribesIt() throws Exception {
        // Given
        var api = new DescribedApi(pipeline.get("/openapi.json").body());
        String buyer = buyer();
        String item = pipeline.recommended(buyer).get(0);
        assertThat(api.paths("get"))
                .contains("/v1/users/{id}/recommendations", "/v1/items/{id}/similar", "/v1/items/popular");
        for (String template : api.paths("get")) {
            // When
            String one = template.startsWith("/v1/items/")
                    ? item
                    : template.startsWith("/v1/explanations/") ? explainable(buyer) : buyer;
            Probe.Answer known = pipeline.get(template.replace("{id}", one));
            Probe.Answer unknown = pipeline.get(template.replace("{id}", "nobody"));
            // Then
            assertThat(known.status()).as(template).isEqualTo(template.equals(OF_A_SHADOW) ? 404 : 200);
            assertThat(api.problems("get", template, known)).as(template).isEmpty();
            assertThat(api.problems("get", template, unknown)).as(template).isEmpty();
        }
        assertThat(api.paths("post")).contains("/v1/sessions/recommendations", "/v1/users/{id}/ranking");
        for (String template : api.paths("post")) {
            // When
            Probe.Answer answer = pipeline.post(template.replace("{id}", buyer), api.body(template));
            // Then
            assertThat(answer.status()).as(template).isEqualTo(200);
            assertThat(api.problems("post", template, answer)).as(template).isEmpty();
        }
    }

    private static String explainable(String buyer) throws Exception {
        String response = pipeline.get("/v1/users/" + buyer + "/recommendations")
                .body()
                .path("responseId")
                .asText();
        eventually(() -> pipeline.get("/v1/explanations/" + response).status() == 200);
        return response;
    }

    @Test
    @Order(4)
    void aPurchaseMadeBySqlChangesTheAnswerAndADeletedUserIsGone() throws Exception {
        // Given
        String buyer = buyer();
        String leaver = pipeline.ask("SELECT max(user_id) FROM orders WHERE user_id <> " + buyer);
        String wanted = pipeline.recommended(buyer).get(0);
        assertThat(pipeline.get("/v1/users/" + leaver + "/features").status()).isEqualTo(200);
        // When
        pipeline.sql(
                "INSERT INTO orders (user_id, total_amount, status, created_at) VALUES (%s, 20.00, 'completed', now())"
                        .formatted(buyer),
                "INSERT INTO order_items (order_id, product_id, quantity, price_per_unit) VALUES (currval(pg_get_serial_sequence('orders', 'order_id')), %s, 2, 10.00)"
                        .formatted(wanted));
        pipeline.sql(
                "DELETE FROM order_items WHERE order_id IN (SELECT order_id FROM orders WHERE user_id = %s)"
                        .formatted(leaver),
                "DELETE FROM orders WHERE user_id = " + leaver,
                "DELETE FROM users WHERE user_id = " + leaver);
        pipeline.awaitLake();
        pipeline.refresh();
        // Then
        assertThat(pipeline.recommended(buyer)).hasSize(10).doesNotContain(wanted);
        assertThat(itemsOf(buyer)).contains(wanted);
        assertThat(pipeline.get("/v1/users/" + leaver + "/features").status()).isEqualTo(404);
        JsonNode answer =
                pipeline.get("/v1/users/" + leaver + "/recommendations").body();
        assertThat(answer.path("path").asText()).isEqualTo("popular");
        assertThat(keysInRedis())
                .isNotEmpty()
                .noneMatch(key -> key.contains("{" + leaver + "}") && !key.contains(":live:"));
        try (var states = new OnlineStates(pipeline.stack().services().redis().uri())) {
            // Kept for an hour, so that nothing older takes its place.
            assertThat(states.liveUsers().getOrDefault(leaver, NOBODY)).isEqualTo(NOBODY);
        }
    }

    @Test
    @Order(1)
    void sqlIsAnsweredByTrinoOrNobody() throws Exception {
        try (var sql = new Command(folder, "sql", "SELECT 1", "--data-dir", folder.toString())) {
            assertThat(sql.end()).as(sql.text()).isNotZero();
            assertThat(sql.text()).contains("./millrace up --with trino");
        }
    }

    @Test
    @Order(2)
    void whatIsBoughtSoldOutOrDeletedBySqlChangesAnswersWithoutARefresh() throws Exception {
        // Given
        String buyer = buyer();
        String leaver = pipeline.ask("SELECT min(user_id) FROM orders WHERE user_id <> " + buyer);
        String bought = pipeline.recommended(buyer).get(0);
        // When
        pipeline.shop().buy(buyer, bought);
        // Then
        eventually(() -> !pipeline.recommended(buyer).contains(bought));
        assertThat(itemsOf(buyer)).contains(bought);
        JsonNode list = pipeline.get("/v1/users/" + buyer + "/recommendations").body();
        assertThat(list.path("live").asBoolean()).isTrue();
        assertThat(list.path("path").asText()).isEqualTo("personal");
        // When
        String soldOut = pipeline.recommended(buyer).get(0);
        pipeline.sql("UPDATE products SET stock = 0 WHERE product_id = " + soldOut);
        // Then
        eventually(() -> !pipeline.recommended(buyer).contains(soldOut)
                && !pipeline.recommended("nobody").contains(soldOut)
                && !popular().contains(soldOut));
        // When
        pipeline.sql(
                "DELETE FROM order_items WHERE order_id IN (SELECT order_id FROM orders WHERE user_id = %s)"
                        .formatted(leaver),
                "DELETE FROM orders WHERE user_id = " + leaver,
                "DELETE FROM users WHERE user_id = " + leaver);
        // Then
        eventually(() -> pipeline.get("/v1/users/" + leaver + "/features").status() == 404);
    }

    @Test
    @Order(2)
    void anOrderThatTheIntakeTakesComesBackThroughCapture() throws Exception {
        // Given
        String buyer = buyer();
        String wanted = pipeline.recommended(buyer).get(0);
        try (var intake = ShopIntake.open(pipeline)) {
            // When
            intake.order(buyer, wanted);
            // Then
            eventually(() -> itemsOf(buyer).contains(wanted));
        }
    }

    @Test
    @Order(2)
    void aClientReadsItsOwnWrites() throws Exception {
        // Given
        String buyer = buyer();
        String bought = pipeline.recommended(buyer).get(0);
        // When
        pipeline.shop().buy(buyer, bought);
        String written = pipeline.ask("SELECT pg_current_wal_lsn()");
        // Then
        String path = "/v1/users/%s/features?min_lsn=%s".formatted(buyer, written);
        eventually(() -> {
            Probe.Answer answer = pipeline.get(path);
            assertThat(answer.status()).isIn(200, 409);
            return answer.status() == 200;
        });
        assertThat(itemsOf(buyer)).contains(bought);
    }

    @Test
    @Order(2)
    void anOrderMadeBySqlIsOnTheChartOfAPageThatIsOpenAlsoAfterItsServerWasRestarted() throws Exception {
        try (var page = ShownShop.open(pipeline, "now")) {
            // When
            long first = page.awaitOrderOnTheChart();
            List<Long> millis = new ArrayList<>();
            // Then a machine that is busy with other things may be late, but not each time
            eventually(() -> {
                millis.add(page.awaitOrderOnTheChart());
                return millis.size() >= ORDERS_ON_THE_CHART && Collections.min(millis) < ON_THE_CHART_MILLIS;
            });
            System.out.printf("Orders were on the chart %d ms, and then %s ms after their commits%n", first, millis);
            // When
            kill(MillraceProcess.DASHBOARD);
            page.browser().awaitText("#live", "Reconnecting");
            pipeline.up();
            // Then
            page.awaitLive();
            page.awaitOrderOnTheChart();
        }
    }

    @Test
    @Order(2)
    void anAlertAppearsOnThePageAndIsAcknowledgedThere() throws Exception {
        try (var page = ShownShop.open(pipeline, "now")) {
            // When
            pipeline.sql(
                    "INSERT INTO orders (user_id, total_amount, status, created_at) SELECT max(user_id), 61234567.00, 'cancelled', now() FROM users");
            // Then
            String alert = page.awaitAlert("61,234,567 is above 50,000,000");
            // When
            page.browser().find("#signature").sendKeys("Ana");
            page.browser().click(alert + " button");
            // Then
            page.browser().awaitText(alert, "Acknowledged by Ana");
            page.browser().reload();
            page.browser().awaitText(alert, "Acknowledged by Ana");
        }
    }

    @Test
    @Order(2)
    void whatSomebodyBuysChangesTheRecommendationsThatThePageShows() throws Exception {
        // Given
        String buyer = buyer();
        String item = pipeline.recommended(buyer).get(0);
        try (var page = ShownShop.open(pipeline, "customers/" + buyer)) {
            eventually(() -> page.lists("recommended", item));
            // When
            pipeline.shop().buy(buyer, item);
            // Then
            eventually(() -> page.lists("did", item) && !page.lists("recommended", item));
            page.picture("customers");
        }
    }

    @Test
    @Order(2)
    void thePageShowsWhatCustomersDoNowAndHowThePipelineIs() throws Exception {
        try (var customers = LiveShop.open(pipeline, 5);
                var page = ShownShop.open(pipeline, "now")) {
            page.browser().awaitText("#groups", "Revenue by country");
            page.browser().awaitText("#now-tiles [data-key='orders']", "this minute");
            customers.awaitOrders();
            page.picture("now");
            page.browser().click("#nav-pipeline");
            page.browser().awaitText("#tables", "public.orders");
            page.browser().awaitText("#processes [data-key='gateway']", "up");
            page.picture("pipeline");
            assertThat(page.browser().complaints()).isEmpty();
        }
    }

    private static List<String> popular() {
        return pipeline.get("/v1/items/popular?limit=100").body().findValuesAsText("item");
    }

    private static void eventually(Callable<Boolean> condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(3))
                .until(condition);
    }

    private static Set<String> keysInRedis() {
        try (var redis = new Jedis(pipeline.stack().services().redis().uri())) {
            return redis.keys("millrace:shop:*");
        }
    }

    @Test
    @Order(2)
    void theModelRecommendsBetterThanPopularityDoes() throws Exception {
        JsonNode model = pipeline.get("/v1/models/current").body();
        JsonNode answer =
                pipeline.get("/v1/users/" + buyer() + "/recommendations").body();

        assertThat(answer.path("path").asText()).isEqualTo("personal");
        assertThat(answer.path("model").path("version").asText())
                .isEqualTo(model.path("model").asText());
        for (String metric : List.of("ndcg@10", "recall@10")) {
            assertThat(model.path("metrics").path(metric).asDouble())
                    .as(metric)
                    .isGreaterThan(model.path("baseline").path(metric).asDouble());
        }
    }

    @Test
    @Order(3)
    void whenEachProcessAndEachServiceIsKilledNothingIsLostOrRepeated() throws Exception {
        // When one after the other is killed while customers order
        try (var customers = LiveShop.open(pipeline, 3)) {
            // Against the way of the data, so that each has changes in its hands when it dies.
            kill(MillraceProcess.ORCHESTRATION);
            customers.awaitOrders();
            whatServingReadsDiesWhileItIsAsked(customers);
            kill(MillraceProcess.SERVING);
            customers.awaitOrders();
            // The services under lake and capture, the source under its customers too
            killServices();
            kill(MillraceProcess.LAKEHOUSE);
            kill(MillraceProcess.CDC);
        }
        pipeline.up();
        try (var customers = LiveShop.open(pipeline, 4)) {
            customers.awaitOrders();
        }
        LateOrders.write(pipeline);
        pipeline.awaitLake();
        // Then of what they kept while they ran nothing is left but what the last one keeps
        try (Stream<Path> temporary = Files.list(folder.resolve("tmp"))) {
            assertThat(temporary.filter(kept -> kept.getFileName().toString().startsWith("lakehouse-")))
                    .hasSize(1);
        }
        // And tables, features, live users and items, and measures are what they should be
        try (var audit = new Command(folder, "audit", "--measures", "--data-dir", folder.toString())) {
            assertThat(audit.end()).as(audit.text()).isZero();
            assertThat(audit.text()).contains("Live users and items equal the lake", "Live measures equal the lake");
        }
    }

    private static void whatServingReadsDiesWhileItIsAsked(LiveShop customers) throws Exception {
        String written = pipeline.ask("SELECT pg_current_wal_lsn()");
        try (var visitors = Visitors.of(pipeline.stack().apiUrl(), buyer(), written)) {
            kill(MillraceProcess.STREAMING);
            customers.awaitOrders();
            visitors.awaitAnswers();
            pipeline.stack().services().redis().kill();
            visitors.awaitAnswers();
            pipeline.stack().services().redis().start();
            visitors.awaitAnswers();
            assertThat(visitors.wrong()).isEmpty();
        }
    }

    /** After the refresh of the test before, and nothing written since. */
    @Test
    @Order(5)
    void theLiveStateHasWhatTheBatchComputesAtTheSamePosition() throws Exception {
        try (var states = new OnlineStates(pipeline.stack().services().redis().uri())) {
            // When
            FeaturesPointer features = states.features();
            eventually(() -> states.livePosition().reaches(features.position()));
            // Then
            new LiveAgainstBatch(pipeline, states).assertEqual();
        }
    }

    /** The last one, because it does harm. Two audits by Spark, for what the tests of features show, too. */
    @Test
    @Order(6)
    @Tag("soak")
    void whatIsWrongInLiveUsersAndItemsIsNamedAndWrittenAgainFromTheLiveState() throws Exception {
        try (var states = new OnlineStates(pipeline.stack().services().redis().uri())) {
            // Given
            Map<String, LiveUser> right = states.liveUsers();
            Map<String, LiveItem> rightItems = states.liveItems();
            String corrupted = buyer();
            String removed = pipeline.ask("SELECT max(user_id) FROM users");
            String item = pipeline.ask("SELECT min(product_id) FROM products");
            states.put(corrupted, states.livePosition(), new LiveUser(true, List.of()));
            states.put("nobody", states.livePosition(), right.get(corrupted));
            states.remove(removed);
            states.removeItem(item);
            // When
            LocalPipeline.Ended audit = auditOfLiveState();
            LocalPipeline.Ended repair = auditOfLiveState("--repair");
            // Then
            assertThat(audit.status()).as(audit.text()).isEqualTo(FailureKind.DATA_LOSS.exitCode());
            assertThat(audit.text()).contains("--repair");
            assertThat(repair.status()).as(repair.text()).isZero();
            for (JsonNode found :
                    List.of(report(audit).path("live"), report(repair).path("repaired"))) {
                assertThat(Set.copyOf(found.path("differences").findValuesAsText("user")))
                        .isEqualTo(Set.of(corrupted, removed, "nobody"));
                assertThat(found.path("differences"))
                        .filteredOn(difference -> !difference.has("user"))
                        .extracting(difference -> difference.path("item").asText())
                        .containsExactly(item);
            }
            assertThat(report(repair).path("live").path("differing").asLong(-1)).isZero();
            assertThat(states.liveUsers()).doesNotContainKey("nobody").containsAllEntriesOf(right);
            assertThat(states.liveItems()).isEqualTo(rightItems);
        }
    }

    private static LocalPipeline.Ended auditOfLiveState(String... arguments) throws Exception {
        return pipeline.run(
                "features",
                "io.millrace.features.live.InteractionAuditMain",
                Stream.concat(Stream.of("--json"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static JsonNode report(LocalPipeline.Ended audit) throws Exception {
        return Json.mapper()
                .readTree(audit.lines().stream()
                        .filter(line -> line.startsWith("{"))
                        .findFirst()
                        .orElseThrow());
    }

    /** The lakehouse and capture may have ended by themselves when what they need was gone. */
    private static void kill(MillraceProcess process) {
        pipeline.stack().named(process).find().ifPresent(RunningProcess::kill);
    }

    private static void killServices() {
        pipeline.stack().services().postgres().kill();
        pipeline.stack().services().kafka().kill();
        pipeline.stack().services().objectStore().kill();
        pipeline.stack().services().redis().kill();
    }

    private static String buyer() throws Exception {
        return pipeline.ask("SELECT min(user_id) FROM (SELECT user_id FROM orders WHERE status = 'completed'"
                + " GROUP BY user_id HAVING count(*) BETWEEN 5 AND 12) AS regulars");
    }

    private static List<String> itemsOf(String user) {
        List<String> items = new ArrayList<>();
        pipeline.get("/v1/users/" + user + "/features")
                .body()
                .path("interactions")
                .forEach(interaction -> items.add(interaction.path("item").asText()));
        return items;
    }
}
