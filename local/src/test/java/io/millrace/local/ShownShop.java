package io.millrace.local;

import io.millrace.testkit.browser.Browser;
import io.millrace.testkit.process.MillraceHome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard of a running shop, as somebody has it open. With {@code -Ddashboard.screenshots} the pictures of the README are
 * taken anew.
 */
final class ShownShop implements AutoCloseable {
    private static final int WIDE = 1280;
    private static final int HIGH = 900;
    /** Many times what it takes: a test says whether an order comes, or how soon the soonest of several did. */
    private static final Duration SOON = Duration.ofMinutes(4);

    private final LocalPipeline pipeline;
    private final Browser browser;

    private ShownShop(LocalPipeline pipeline, Browser browser) {
        this.pipeline = pipeline;
        this.browser = browser;
    }

    /** Opens a part of the page, or skips the test where there is no browser. */
    static ShownShop open(LocalPipeline pipeline, String part) {
        var shown = new ShownShop(pipeline, Browser.open());
        shown.browser.screen(WIDE, HIGH);
        shown.browser.go(pipeline.stack().dashboardUrl() + "#/" + part);
        shown.awaitLive();
        return shown;
    }

    Browser browser() {
        return browser;
    }

    void awaitLive() {
        browser.awaitText("#live", "Live");
    }

    /** Orders by SQL; returns the milliseconds after its commit in which the chart shows all orders of this minute. */
    long awaitOrderOnTheChart() throws SQLException {
        order();
        long committed = System.nanoTime();
        Awaitility.await("the order on the chart")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(SOON)
                .untilAsserted(this::assertShowsTheOrdersOfThisMinute);
        return Duration.ofNanos(System.nanoTime() - committed).toMillis();
    }

    private void order() throws SQLException {
        pipeline.sql(
                "INSERT INTO orders (user_id, total_amount, status, created_at) SELECT min(user_id), 20.00, 'completed', now() FROM users");
    }

    private void assertShowsTheOrdersOfThisMinute() throws SQLException {
        long orders = Long.parseLong(
                pipeline.ask("SELECT count(*) FROM orders WHERE created_at >= date_trunc('minute', now())"));
        if (orders == 0) {
            // The minute has ended before the look: the chart begins with none, too.
            order();
        }
        assertThat(chart()).contains(String.format(Locale.US, "now %,d,", Math.max(orders, 1)));
    }

    private String chart() {
        return browser.script(
                "return document.querySelector(\"[data-measure='orders'] .chart\")?.getAttribute('aria-label') ?? ''");
    }

    /** The element of the alert that says this, when it has come. */
    String awaitAlert(String text) {
        browser.awaitText("#alerts", text);
        String id = browser.script(
                "return [...document.querySelectorAll('#alerts > li')].find((one) => one.textContent.includes(arguments[0])).dataset.key",
                text);
        return "#alerts [data-key='%s']".formatted(id);
    }

    /** Whether an item is in a list of the customer's page. */
    boolean lists(String list, String item) {
        return browser.<Boolean>script(
                "return document.querySelector(`#${arguments[0]} > [data-key='${arguments[1]}']`) !== null",
                list,
                item);
    }

    void picture(String name) {
        Path folder = System.getProperty("dashboard.screenshots") == null
                ? Path.of("target", "screenshots")
                : MillraceHome.find().path().resolve("docs").resolve("images");
        browser.screenshot(folder.resolve("dashboard-" + name + ".png"));
    }

    @Override
    public void close() {
        browser.close();
    }
}
