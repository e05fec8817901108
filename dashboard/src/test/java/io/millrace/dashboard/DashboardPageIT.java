package io.millrace.dashboard;

import io.millrace.contracts.lake.TableAudit;
import io.millrace.contracts.pipeline.Rule.Severity;
import io.millrace.contracts.pipeline.Window;
import io.millrace.contracts.process.Secret;
import io.millrace.dashboard.access.Keys;
import io.millrace.dashboard.http.HttpConfig;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.browser.Browser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.UnifiedJedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The page in a Chromium, before processes that are fakes. */
class DashboardPageIT {
    private static final String VIEWER = "viewer-viewer-viewer";
    private static final Keys NO_KEYS = new Keys(Secret.of(""), Secret.of(""));
    private static final int WIDE = 1280;
    private static final int PHONE = 390;
    private static final int HIGH = 900;
    private static final int NOW_HIGH = 1_320;
    private static final int MOST_STOPS = 60;
    private static final TestStack STACK = TestStack.with(ServiceKind.REDIS);
    private static Browser browser;

    private final UnifiedJedis redis = new JedisPooled(STACK.redis().uri());
    private final FakeFigures figures = new FakeFigures(new JedisWriter(redis));
    private final FakeMillrace millrace = new FakeMillrace();
    private Dashboard dashboard;

    @BeforeAll
    static void open() {
        browser = Browser.open();
    }

    @AfterAll
    static void quit() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void begin() {
        redis.flushAll();
        start(0, NO_KEYS);
        browser.screen(WIDE, HIGH);
        browser.prefers("light");
        browser.complaints();
        browser.go(url() + "#/pipeline");
    }

    private void start(int port, Keys keys) {
        dashboard = new Dashboard(
                new DashboardConfig(
                        new HttpConfig("127.0.0.1", port, 100, Duration.ofSeconds(30)),
                        millrace.upstreams(),
                        STACK.redis().uri(),
                        Duration.ofMillis(200),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(20),
                        100,
                        keys),
                FakeFigures.SHOP);
        dashboard.start();
    }

    private String url() {
        return "http://127.0.0.1:%d/".formatted(dashboard.port());
    }

    @AfterEach
    void end() {
        browser.go("about:blank");
        dashboard.close();
        millrace.close();
        redis.close();
    }

    @Test
    void newFigureAppearsOnTheChartAndInTheTotals() {
        figures.begin();
        Instant now = Instant.now();
        figures.total("orders", Window.DAY, now, 1_199, "0");
        figures.total("orders", Window.MINUTE, now.minusSeconds(3_600), 91, "0");
        browser.click("#nav-now");
        browser.awaitText("#now-tiles [data-key='orders']", "1,199");
        figures.total("orders", Window.DAY, now, 1_200, "0");
        figures.total("orders", Window.MINUTE, now, 47, "0");
        browser.awaitText("#now-tiles [data-key='orders']", "1,200");
        await("the chart").untilAsserted(() -> assertThat(
                        browser.find("[data-measure='orders'] .chart").getDomAttribute("aria-label"))
                // The live stream tells the latest minutes alone: the most is of the hours before.
                .contains("Orders by minute since", "now 47, at most 91"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void groupsAreRankedOverTheTimeThatIsChosen() {
        figures.begin();
        figures.group("revenue", "country", "Norway", Window.DAY, Instant.now(), 4, "1234.5");
        figures.group("revenue", "country", "Chile", Window.DAY, Instant.now(), 9, "2000");
        figures.group("revenue", "country", "Norway", Window.ALL, Instant.EPOCH, 4, "98765");
        browser.click("#nav-now");
        String countries = "#groups [data-key='revenue country'] .bars";
        browser.awaitText(countries, "Norway");
        assertThat(browser.text(countries).lines()).containsExactly("Chile", "2,000", "Norway", "1,234.5");
        browser.click("#range label:last-child");
        browser.awaitText(countries, "98,765");
        assertThat(browser.text(countries)).doesNotContain("Chile");
    }

    @Test
    void alertAppearsWithItsEvidenceAndIsAcknowledged() {
        figures.begin();
        browser.click("#nav-now");
        browser.awaitText("#alerts-open", "0 open");
        figures.alert("a1", "VELOCITY", Severity.CRITICAL, "42", true, Instant.now());
        String alert = "#alerts [data-key='a1']";
        browser.awaitText(alert, "user_id 42: 11 rows within 60 sec, where 10 are allowed");
        browser.awaitText("#alerts-news", "New alert: VELOCITY");
        browser.click(alert + " summary");
        browser.awaitText(alert, "{\"order_id\":4711}");
        redis.pexpire(FakeFigures.KEYS.alert("a1"), Duration.ofHours(1).toMillis());
        browser.find("#signature").sendKeys("Ana");
        browser.click(alert + " button");
        browser.awaitText(alert, "Acknowledged by Ana");
        assertThat(redis.pttl(FakeFigures.ONLINE.acknowledgement("a1"))).isPositive();
        browser.reload();
        browser.awaitText(alert, "Acknowledged by Ana");
        figures.alert("a1", "VELOCITY", Severity.CRITICAL, "42", false, Instant.now());
        browser.awaitText(alert, "closed");
        browser.awaitText("#alerts-open", "0 open");
        assertThat(browser.complaints()).isEmpty();
        browser.script("localStorage.clear()");
    }

    @Test
    void figuresThatAreNotThereAreToldOf() {
        browser.click("#nav-now");
        browser.awaitText("#now-told", "The live state of 'shop' has not caught up for the first time");
        figures.begin();
        browser.awaitText("#now-lead", "Counted up to");
        assertThat(browser.text("#now-told")).isEmpty();
    }

    @Test
    void pageOfNowIsPainted() {
        ShopDay.write(figures, Instant.now());
        browser.go(url());
        browser.awaitText("#groups", "Germany");
        browser.awaitText("#rising", "product 318");
        browser.awaitText("#alerts", "HIGH_VALUE");
        browser.click("#alerts [data-key='c1'] summary");
        assertThat(browser.fits()).isTrue();
        browser.screen(WIDE, NOW_HIGH);
        browser.script("scrollTo(0, 0)");
        picture("now");
        browser.prefers("dark");
        picture("now-dark");
        browser.screen(PHONE, HIGH);
        assertThat(browser.fits()).isTrue();
        picture("now-phone");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void numbersOfThePipelineAppearAndMove() {
        browser.awaitText("#live", "Live");
        browser.awaitText("#tables [data-key='public.orders']", "1,000");
        browser.awaitText("#pipeline-lead", "Everything answers");
        millrace.healthy(1_001);
        browser.awaitText("#tables [data-key='public.orders']", "1,001");
        browser.awaitText("#freshness .u-legend", "Silver, oldest table");
        assertThat(browser.complaints()).isEmpty();
        picture("pipeline");
    }

    @Test
    void tablesSayHowFarTheyAreAndWhatIsPutAside() {
        String orders = "#tables [data-key='public.orders']";
        browser.awaitText("#flow", "24 MB of log kept");
        browser.awaitText("#source-position", "source at 0/16B3B30");
        browser.awaitText(orders, "1,000 changes since its start");
        millrace.behind(2_048, 3);
        browser.awaitText(orders, "2 kB to come");
        assertThat(cells(orders).subList(2, 5))
                .satisfiesExactly(
                        source -> assertThat(source).contains("0/16B3B30"),
                        bronze -> assertThat(bronze).contains("0/16B3B30").containsPattern("[\\d.]+ sec ago"),
                        silver -> assertThat(silver).contains("0/16B3330").containsPattern("[\\d.]+ sec ago, 2 kB"));
        assertThat(cells(orders).get(5)).isEqualTo("3");
        browser.awaitText(orders + " .tag", "put aside");
        assertThat(browser.complaints()).isEmpty();
    }

    private static List<String> cells(String row) {
        return browser.script(
                "return [...document.querySelectorAll(arguments[0] + ' > td')].map((cell) => cell.innerText)", row);
    }

    @Test
    void numbersAreWrittenAsTheReaderDoes() {
        try {
            browser.speaks("de-DE");
            browser.reload();
            browser.awaitText("#tables [data-key='public.orders']", "1.000");
        } finally {
            browser.speaks("en-US");
        }
    }

    @Test
    void partsSayThatTheyAskAndWhatFailed() {
        Runnable model = millrace.holds("/serving/v1/models/current");
        browser.click("#nav-models");
        browser.awaitText("#model-told", "Asking for the current model");
        browser.awaitText("#models-empty", "Looking for models");
        millrace.reply("/orchestration/v1/models", 503, Map.of("message", "The lake does not answer"));
        model.run();
        browser.awaitText("#model-told", "no such path");
        browser.awaitText("#models-empty", "The lake does not answer");

        customer();
        Runnable features = millrace.holds("/serving/v1/users/42/features");
        redis.set(FakeFigures.ONLINE.segments(), "{");
        browser.go(url() + "#/customers/42");
        browser.awaitText("#customer-told", "Looking for 42");
        browser.awaitText("#segments-empty", "is not of this version");
        features.run();
        browser.awaitText("#rfm", "Champions");

        millrace.reply("/lakehouse/status", 500, Map.of());
        millrace.reply("/orchestration/v1/jobs", 500, Map.of());
        browser.go(url() + "#/pipeline");
        browser.awaitText("#tables-empty", "The lakehouse does not answer");
        browser.awaitText("#jobs-empty", "The scheduler does not answer");
    }

    @Test
    void whatIsRedSaysWhatToDo() {
        browser.awaitText("#tables", "equal");
        millrace.stale("a column does not fit");
        millrace.reply("/streaming/status", 500, Map.of());
        browser.awaitText("#attention", "public.orders may not equal its source: a column does not fit");
        browser.awaitText("#attention", "streaming does not answer");
        browser.awaitText("#attention", "'./millrace up' starts what is down");
        browser.awaitText("#tables [data-key='public.orders']", "stale");
        assertThat(browser.find(".flow .node.bad")).isNotNull();
    }

    @Test
    void onlyAnAuditMakesATableEqual() {
        String orders = "#tables [data-key='public.orders'] .tag";
        browser.awaitText(orders, "equal");
        millrace.audited(FakeMillrace.audit(TableAudit.Outcome.DIFFERENT, 5));
        browser.awaitText(orders, "different");
        millrace.audited(Optional.empty());
        browser.awaitText(orders, "in step");
    }

    @Test
    void operatorRunsAJobWithAClick() {
        millrace.reply("/orchestration/v1/jobs/audit/run", 202, Map.of("id", 8, "job", "audit"));
        browser.awaitText("#jobs", "refresh");
        browser.click("#run-audit");
        browser.awaitText("#job-told", "audit begins as run 8");
        assertThat(millrace.asked()).containsOnlyOnce("POST /orchestration/v1/jobs/audit/run");
    }

    @Test
    void customerIsShownWithWhatIsRecommendedAndWhy() {
        customer();
        browser.click("#nav-customers");
        browser.find("#user").sendKeys("42\n");
        browser.awaitText("#rfm", "Champions");
        browser.awaitText("#did", "Coffee grinder");
        browser.awaitText("#recommended", "Because you bought Coffee grinder");
        browser.awaitText("#recommended", "personal");
        assertThat(browser.complaints()).isEmpty();
        picture("customers");
    }

    @Test
    void titleIsTextWhateverItLooksLike() {
        customer();
        millrace.reply(
                "/serving/v1/users/42/recommendations",
                200,
                Map.of("items", List.of(item(1, "<img src=x onerror=alert(1)>", "popular", 1, "<b>Popular</b>"))));
        browser.go(url() + "#/customers/42");
        browser.awaitText("#recommended", "<img src=x onerror=alert(1)>");
        browser.awaitText("#recommended", "<b>Popular</b>");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void customerWhomNobodyKnowsIsToldOf() {
        millrace.reply(
                "/serving/v1/users/404/features",
                404,
                "application/problem+json",
                Map.of("title", "The user is unknown", "detail", "No user '404' is known"));
        millrace.reply(
                "/serving/v1/users/404/recommendations",
                200,
                Map.of("items", List.of(item(1, "Linen apron", "popular", 310, "Popular"))));
        browser.go(url() + "#/customers/404");
        browser.awaitText("#customer-told", "No user '404' is known");
    }

    @Test
    void customerThatIsShownFollowsTheLiveState() {
        customer();
        browser.go(url() + "#/customers/42");
        browser.awaitText("#recommended", "Espresso cups");
        millrace.reply(
                "/serving/v1/users/42/recommendations",
                200,
                Map.of(
                        "responseId",
                        "r2",
                        "items",
                        List.of(item(1, "Linen apron", "personal", 0.7, "Because you bought Espresso cups"))));
        millrace.reply(
                "/serving/v1/explanations/r2",
                200,
                Map.of(
                        "items",
                        List.of(Map.of(
                                "item",
                                "Linen apron",
                                "others",
                                0.1,
                                "contributions",
                                List.of(Map.of(
                                        "title",
                                        "Espresso cups",
                                        "amount",
                                        0.6,
                                        "count",
                                        2,
                                        "lastAt",
                                        "2026-11-20T10:00:00Z"))))));
        millrace.healthy(1_007);
        browser.awaitText("#recommended", "Because you bought Espresso cups");
        assertThat(browser.text("#recommended")).doesNotContain("Espresso cups, set of four");
        browser.click("#recommended summary");
        browser.awaitText("#recommended", "Espresso cups, 2 times, last on Nov 20, 2026");
        browser.awaitText("#recommended", "all else together");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void segmentsLeadToTheirCustomers() {
        customer();
        for (String question : List.of("features", "recommendations")) {
            millrace.reply("/serving/v1/users/u1/" + question, 404, Map.of("message", "No user 'u1' is known"));
        }
        figures.segments(Instant.now(), "Champions", "Lost");
        browser.click("#nav-customers");
        browser.awaitText("#segments", "1,200");
        browser.click("#segments [data-key='Lost'] button");
        browser.awaitText("#members-note", "the 1 of 600 who spent most");
        browser.awaitText("#members", "1,284.5 in 14 orders, last 6 days ago");
        browser.click("#members a");
        browser.awaitText("#customer-told", "No user 'u1' is known");
    }

    @Test
    void operatorPromotesAModelAndIsAskedFirst() {
        model();
        figures.clicks(Instant.now(), "als-20261126-1200", 200, 8);
        models(Map.of());
        millrace.reply(
                "/orchestration/v1/models/als-20261125-1200/promote",
                202,
                Map.of("what", "promote als-20261125-1200", "result", "running"));
        browser.click("#nav-models");
        browser.awaitText("#models-rows [data-key='als-20261126-1200']", "current");
        browser.awaitText("#models-rows [data-key='als-20261126-1200']", "4% of 200");
        browser.awaitText("#models-rows [data-key='als-20261126-1200']", "0.091");
        browser.awaitText("#models-rows [data-key='als-20261124-1200']", "worse than the current one");
        assertThat(browser.find("#models-rows [data-key='als-20261124-1200'] button")
                        .isDisplayed())
                .isFalse();
        assertThat(browser.find("#rollback").isDisplayed()).isTrue();
        browser.click("#models-rows [data-key='als-20261125-1200'] button");
        browser.click("#confirm button[value='no']");
        assertThat(millrace.asked()).noneMatch(asked -> asked.startsWith("POST"));
        browser.click("#models-rows [data-key='als-20261125-1200'] button");
        browser.awaitText("#confirm-text", "als-20261125-1200 becomes the model");
        models(Map.of("what", "promote als-20261125-1200", "result", "running"));
        browser.click("#confirm button[value='yes']");
        browser.awaitText("#change-told", "promote als-20261125-1200: running");
        models(Map.of(
                "what", "promote als-20261125-1200", "result", "done", "message", "It is current instead of another"));
        browser.awaitText("#change-told", "is current instead of");
        assertThat(millrace.asked()).containsOnlyOnce("POST /orchestration/v1/models/als-20261125-1200/promote");
        assertThat(browser.complaints()).isEmpty();
        picture("models-all");
    }

    private void models(Map<String, Object> change) {
        Map<String, Object> known = new HashMap<>(Map.of("looking", false));
        known.put(
                "models",
                List.of(
                        kept("als-20261126-1200", true, "", 0),
                        kept("als-20261125-1200", true, "", 1),
                        kept("als-20261124-1200", false, "worse than the current one", -1)));
        if (!change.isEmpty()) {
            known.put("change", change);
        }
        millrace.reply("/orchestration/v1/models", 200, known);
    }

    private static Map<String, Object> kept(String model, boolean accepted, String verdict, int wayBack) {
        Map<String, Object> kept = new HashMap<>(Map.of(
                "model",
                model,
                "trainedAt",
                "2026-11-26T12:00:00Z",
                "accepted",
                accepted,
                "verdict",
                verdict,
                "metrics",
                Map.of("ndcg@10", 0.139),
                "popularity",
                Map.of("ndcg@10", 0.044),
                "rivals",
                List.of(Map.of("name", "item-knn", "metrics", Map.of("ndcg@10", 0.091)))));
        if (wayBack >= 0) {
            kept.put("wayBack", wayBack);
        }
        return kept;
    }

    @Test
    void eventsAndMemoryArePartsOfTheFlow() {
        browser.awaitText("#processes [data-key='gateway']", "47.7 MB");
        browser.awaitText("#flow", "3 requests");
        millrace.reply("/gateway/status", 200, Map.of("notReady", "Kafka does not answer", "topics", Map.of()));
        browser.awaitText("#attention", "gateway is not ready: Kafka does not answer");
        browser.awaitText("#processes [data-key='gateway']", "not ready");
    }

    /** From the first link to the last button, each with a role and a name that a screen reader can say. */
    @Test
    void pageIsWalkedByTabAndEveryStopHasAName() {
        figures.begin();
        figures.alert("a1", "VELOCITY", Severity.CRITICAL, "42", true, Instant.now());
        browser.click("#nav-now");
        browser.awaitText("#alerts", "VELOCITY");
        List<String> now = stops();
        assertThat(now.get(0)).isEqualTo("link Skip to the content");
        assertThat(now)
                .containsSubsequence(
                        "link Now",
                        "link Customers",
                        "link Models",
                        "link Pipeline",
                        "button Switch between light and dark",
                        "radio Today",
                        "button Acknowledge VELOCITY, user_id 42",
                        "textbox Acknowledge as");
        browser.click("#nav-pipeline");
        browser.awaitText("#jobs", "refresh");
        assertThat(stops()).containsSubsequence("link Pipeline", "button Run refresh now", "button Run audit now");
        figures.segments(Instant.now(), "Champions");
        browser.click("#nav-customers");
        browser.awaitText("#segments", "Champions");
        assertThat(stops())
                .containsSubsequence(
                        "textbox Customer id", "button Show", "button Champions: 1,200 customers, 92,000 spent");
        model();
        models(Map.of());
        browser.click("#nav-models");
        browser.awaitText("#models-rows", "als-20261125-1200");
        assertThat(stops()).containsSubsequence("button Roll back", "button Promote als-20261125-1200");
    }

    /** Role and name of everything that has the focus in turn, from the top of the page until it is left. */
    private static List<String> stops() {
        browser.script("document.querySelector('.skip').focus()");
        List<String> stops = new ArrayList<>();
        while (stops.size() < MOST_STOPS && isInThePage()) {
            assertThat(
                            browser.<Boolean>script(
                                    "const at = document.activeElement.getBoundingClientRect(); return at.width > 0 && at.height > 0"))
                    .as("%s can be seen", browser.focused())
                    .isTrue();
            stops.add(browser.focused());
            browser.tab();
        }
        assertThat(stops).allMatch(stop -> stop.matches("\\S+ .*\\S.*"));
        return stops;
    }

    private static boolean isInThePage() {
        return browser.script("return document.activeElement !== document.body");
    }

    @Test
    void modelIsShownBesidePopularity() {
        model();
        browser.click("#nav-models");
        browser.awaitText("#model-facts", "als-20261126-1200");
        browser.awaitText("#metrics", "ndcg@10");
        browser.awaitText("#metrics", "3.2 × popularity");
        assertThat(browser.complaints()).isEmpty();
        picture("models");
    }

    @Test
    void pageGoesOnAfterTheServerWasRestarted() {
        browser.awaitText("#tables [data-key='public.orders']", "1,000");
        int port = dashboard.port();
        dashboard.close();
        browser.awaitText("#live", "Reconnecting");
        millrace.healthy(2_000);
        start(port, NO_KEYS);
        browser.awaitText("#live", "Live");
        browser.awaitText("#tables [data-key='public.orders']", "2,000");
    }

    @Test
    void pageFollowsTheSystemsColoursAndTheSwitchIsKept() {
        browser.awaitText("#tables", "equal");
        String light = ground();
        browser.prefers("dark");
        await().untilAsserted(() -> assertThat(ground()).isNotEqualTo(light));
        String dark = ground();
        picture("pipeline-dark");
        browser.click("#theme");
        assertThat(ground()).isEqualTo(light);
        browser.reload();
        assertThat(ground()).isEqualTo(light);
        browser.click("#theme");
        assertThat(ground()).isEqualTo(dark);
        browser.script("localStorage.clear()");
    }

    private static String ground() {
        return browser.script("return getComputedStyle(document.body).backgroundColor");
    }

    @Test
    void everyPartFitsAPhone() {
        customer();
        model();
        browser.screen(PHONE, HIGH);
        browser.awaitText("#tables", "public.orders");
        assertThat(browser.fits()).isTrue();
        picture("phone");
        browser.go(url() + "#/customers/42");
        browser.awaitText("#recommended", "personal");
        assertThat(browser.fits()).isTrue();
        browser.go(url() + "#/models");
        browser.awaitText("#metrics", "ndcg@10");
        assertThat(browser.fits()).isTrue();
    }

    @Test
    void keyIsAskedForAndAViewerCannotAct() {
        dashboard.close();
        start(0, new Keys(Secret.of(VIEWER), Secret.of("operator-operator-operator")));
        figures.begin();
        figures.alert("a1", "VELOCITY", Severity.CRITICAL, "42", true, Instant.now());
        browser.go(url());
        browser.awaitText("#login", "Log in");
        browser.find("#key").sendKeys("wrong\n");
        browser.awaitText("#login-told", "This key is nobody's");
        browser.find("#key").clear();
        browser.find("#key").sendKeys(VIEWER + "\n");
        browser.awaitText("#jobs", "refresh");
        browser.awaitText("#session", "Log out (viewer)");
        assertThat(browser.find("#run-refresh").isEnabled()).isFalse();
        browser.awaitText("#alerts [data-key='a1']", "VELOCITY");
        assertThat(browser.find("#alerts [data-key='a1'] button").isDisplayed()).isFalse();
    }

    private void customer() {
        Instant bought = Instant.parse("2026-11-20T10:00:00Z");
        millrace.reply(
                "/serving/v1/users/42/features",
                200,
                Map.of(
                        "user",
                        "42",
                        "live",
                        true,
                        "ageSeconds",
                        1,
                        "rfm",
                        Map.of(
                                "recencyDays",
                                6,
                                "frequency",
                                14,
                                "monetary",
                                1284.5,
                                "recencyScore",
                                5,
                                "frequencyScore",
                                5,
                                "monetaryScore",
                                4,
                                "segment",
                                "Champions"),
                        "interactions",
                        List.of(
                                tie("Coffee grinder", 3.2, 2, bought),
                                tie("Pour-over kettle", 2.1, 1, bought.minusSeconds(600_000)),
                                tie("Paper filters", 1.4, 6, bought.minusSeconds(3_000_000)))));
        millrace.reply(
                "/serving/v1/users/42/recommendations",
                200,
                Map.of(
                        "user", "42",
                        "model", Map.of("version", "als-20261126-1200"),
                        "items",
                                List.of(
                                        item(
                                                1,
                                                "Espresso cups, set of four",
                                                "personal",
                                                0.941,
                                                "Because you bought Coffee grinder"),
                                        item(
                                                2,
                                                "Gooseneck thermometer",
                                                "personal",
                                                0.877,
                                                "Because you bought Pour-over kettle"),
                                        item(
                                                3,
                                                "Single-origin beans, 1 kg",
                                                "personal",
                                                0.852,
                                                "Fits what you bought as a whole"),
                                        item(4, "Milk frother", "trending", 4.2, "Trending in kitchen"),
                                        item(5, "Linen apron", "popular", 310, "Popular at the moment"))));
    }

    private static Map<String, Object> tie(String title, double strength, long count, Instant at) {
        return Map.of("item", title, "title", title, "strength", strength, "count", count, "lastAt", at);
    }

    private static Map<String, Object> item(int rank, String title, String path, double score, String why) {
        return Map.of(
                "rank",
                rank,
                "item",
                title,
                "title",
                title,
                "path",
                path,
                "score",
                score,
                "reason",
                Map.of("text", why));
    }

    private void model() {
        millrace.reply(
                "/serving/v1/models/current",
                200,
                Map.ofEntries(
                        Map.entry("model", "als-20261126-1200"),
                        Map.entry("position", "1:0/16B3748"),
                        Map.entry("asOf", "2026-11-26T11:58:00Z"),
                        Map.entry("trainedAt", "2026-11-26T12:00:00Z"),
                        Map.entry("rank", 32),
                        Map.entry("regularization", 0.1),
                        Map.entry("alpha", 20),
                        Map.entry("iterations", 10),
                        Map.entry("seed", 42),
                        Map.entry("users", 4_871),
                        Map.entry("items", 1_200),
                        Map.entry("codeVersion", "0.1.0"),
                        Map.entry("tables", Map.of("shop__features.interactions", 12)),
                        Map.entry("metrics", Map.of("ndcg@10", 0.139, "recall@10", 0.168)),
                        Map.entry("baseline", Map.of("ndcg@10", 0.044, "recall@10", 0.051))));
    }

    private static void picture(String name) {
        browser.screenshot(Path.of("target", "screenshots", "dashboard-" + name + ".png"));
    }
}
