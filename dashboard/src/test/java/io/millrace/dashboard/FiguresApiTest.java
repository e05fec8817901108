package io.millrace.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.pipeline.Rule.Severity;
import io.millrace.contracts.pipeline.Window;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.millrace.dashboard.RunningDashboard.OPERATOR;
import static io.millrace.dashboard.RunningDashboard.VIEWER;
import static io.millrace.dashboard.RunningDashboard.assertProblem;
import static io.millrace.dashboard.RunningDashboard.json;
import static io.millrace.dashboard.RunningDashboard.with;
import static org.assertj.core.api.Assertions.assertThat;

class FiguresApiTest {
    private RunningDashboard dashboard;

    @AfterEach
    void close() {
        dashboard.close();
    }

    @Test
    void measuresAreListedAndEachIsToldByDimension() throws Exception {
        dashboard = RunningDashboard.open();
        dashboard.figures().begin();
        dashboard.figures().group("revenue", "country", "DE", Window.ALL, Instant.EPOCH, 2, "30.5");
        JsonNode list = json(dashboard.get("/v1/stats"));
        assertThat(list.path("measures").findValuesAsText("name"))
                .containsExactly("revenue", "orders", "average_order", "sales");
        assertThat(list.path("measures").path(3).path("unit").asText()).isEqualTo("quantity * price_per_unit");
        assertThat(list.path("rules").path(1).path("within").asText()).isEqualTo("PT1M");
        JsonNode answer = json(dashboard.get("/v1/stats/revenue?by=country&window=all"));
        assertThat(answer.path("groups").path(0).path("name").asText()).isEqualTo("DE");
        assertThat(answer.path("groups").path(0).path("value").decimalValue()).isEqualByComparingTo("30.5");
        assertThat(json(dashboard.get("/v1/figures"))
                        .path("progress")
                        .path("position")
                        .asText())
                .isEqualTo("1:0/16B3748");
    }

    @Test
    void questionThatCannotBeAnsweredIsAProblemThatNamesTheParameter() throws Exception {
        dashboard = RunningDashboard.open();
        dashboard.figures().begin();
        assertProblem(dashboard.get("/v1/stats/profit"), 404, "unknown-figure");
        HttpResponse<String> wrong = dashboard.get("/v1/stats/revenue?by=city");
        assertProblem(wrong, 400, "invalid-request");
        assertThat(json(wrong).path("detail").asText()).startsWith("by must be one of");
        assertProblem(dashboard.get("/v1/stats/revenue?by=%FF"), 400, "invalid-request");
        assertProblem(dashboard.get("/v1/alerts?state=lost"), 400, "invalid-request");
        dashboard.store().down(true);
        assertProblem(dashboard.get("/v1/stats/revenue"), 502, "no-answer");
        assertProblem(dashboard.get("/v1/alerts"), 502, "no-answer");
    }

    @Test
    void segmentsAndClicksAreToldAndThatThereAreNone() throws Exception {
        dashboard = RunningDashboard.open();
        Instant asOf = Instant.parse("2026-11-27T10:00:00Z");
        assertThat(json(dashboard.get("/v1/segments")).path("segments")).isEmpty();
        assertThat(json(dashboard.get("/v1/clicks")).path("lines")).isEmpty();
        dashboard.figures().segments(asOf, "Champions", "Lost");
        dashboard.figures().clicks(asOf, "als-1", 200, 8);
        JsonNode segments = json(dashboard.get("/v1/segments"));
        assertThat(segments.path("segments").path(1).path("segment").asText()).isEqualTo("Lost");
        assertThat(segments.findPath("most").path(0).path("user").asText()).isEqualTo("u0");
        assertThat(json(dashboard.get("/v1/clicks"))
                        .path("lines")
                        .path(0)
                        .path("clicks")
                        .asInt())
                .isEqualTo(8);
        dashboard.store().down(true);
        assertProblem(dashboard.get("/v1/segments"), 502, "no-answer");
    }

    @Test
    void whatTheSchedulerDoesNotKeepIsNotAcknowledged() throws Exception {
        dashboard = RunningDashboard.open();
        dashboard.figures().begin();
        dashboard.figures().alert("a1", "VELOCITY", Severity.CRITICAL, "42", true, Instant.now());
        dashboard.millrace().keepsAcknowledgements(false);
        assertProblem(dashboard.post("/v1/alerts/a1/acknowledge", ""), 502, "no-answer");
        assertThat(json(dashboard.get("/v1/alerts")).findPath("acknowledged").isMissingNode())
                .isTrue();
        dashboard.millrace().keepsAcknowledgements(true);
        assertThat(dashboard.post("/v1/alerts/a1/acknowledge", "").statusCode()).isEqualTo(200);
    }

    @Test
    void acknowledgementOutlivesAnEmptiedRedis() throws Exception {
        dashboard = RunningDashboard.open();
        Instant at = Instant.now();
        dashboard.figures().begin();
        dashboard.figures().alert("a1", "VELOCITY", Severity.CRITICAL, "42", true, at);
        assertThat(dashboard
                        .post("/v1/alerts/a1/acknowledge", "{\"by\": \"Ana\"}")
                        .statusCode())
                .isEqualTo(200);
        dashboard.store().clear();
        dashboard.figures().begin();
        dashboard.figures().alert("a1", "VELOCITY", Severity.CRITICAL, "42", true, at);
        assertThat(json(dashboard.get("/v1/alerts"))
                        .findPath("acknowledged")
                        .path("by")
                        .asText())
                .isEqualTo("Ana");
    }

    @Test
    void onlyOperatorsAcknowledgeAlerts() throws Exception {
        dashboard = RunningDashboard.locked();
        dashboard.figures().begin();
        dashboard.figures().alert("a1", "VELOCITY", Severity.CRITICAL, "42", true, Instant.now());
        String path = "/v1/alerts/a1/acknowledge";
        assertProblem(dashboard.post(path, "", with(VIEWER)), 403, "operator-needed");
        assertProblem(dashboard.post("/v1/alerts/beef/acknowledge", "", with(OPERATOR)), 404, "unknown-alert");
        assertProblem(dashboard.post(path, "{\"by\": 7}", with(OPERATOR)), 400, "invalid-request");
        JsonNode first = json(dashboard.post(path, "{\"by\": \" Ana \"}", with(OPERATOR)));
        assertThat(first.path("acknowledged").path("by").asText()).isEqualTo("Ana");
        assertThat(json(dashboard.post(path, "", with(OPERATOR)))).isEqualTo(first);
        JsonNode listed = json(dashboard.get("/v1/alerts?state=open&limit=1", with(VIEWER)));
        assertThat(listed.path("alerts").path(0)).isEqualTo(first);
    }
}
