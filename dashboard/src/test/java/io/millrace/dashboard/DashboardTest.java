package io.millrace.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.millrace.dashboard.RunningDashboard.assertProblem;
import static io.millrace.dashboard.RunningDashboard.json;
import static org.assertj.core.api.Assertions.assertThat;

class DashboardTest {
    private RunningDashboard dashboard;

    @AfterEach
    void close() {
        dashboard.close();
    }

    @Test
    void pageAndItsPartsAreServedAndNothingOfOtherOriginsIsLetIn() throws Exception {
        dashboard = RunningDashboard.open();
        HttpResponse<String> page = dashboard.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("<style", "style=").doesNotContainPattern("<script[^>]*>[^<]");
        assertThat(dashboard.get("/charts/uPlot.js").body()).contains("uPlot");
        String tag = page.headers().firstValue("ETag").orElseThrow();
        assertThat(dashboard.get("/", "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void processIsLiveReadyAndMeasured() throws Exception {
        dashboard = RunningDashboard.locked();
        assertThat(dashboard.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(dashboard.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(dashboard.get("/metrics").body()).contains("millrace_dashboard_readers", "jvm_memory");
    }

    @Test
    void pipelineIsOneDocument() throws Exception {
        dashboard = RunningDashboard.open();
        JsonNode pipeline = json(dashboard.get("/v1/pipeline"));
        assertThat(pipeline.path("processes")).hasSize(6);
        assertThat(pipeline.path("lake")
                        .path("tables")
                        .path("public.orders")
                        .path("rows")
                        .asLong())
                .isEqualTo(1_000);
        assertThat(pipeline.path("at").asText()).isNotBlank();
    }

    @Test
    void whatIsNotThereIsAProblem() throws Exception {
        dashboard = RunningDashboard.open();
        assertProblem(dashboard.get("/v1/nothing"), 404, "unknown-path");
        HttpResponse<String> wrong = dashboard.post("/v1/pipeline", "");
        assertProblem(wrong, 405, "method-not-allowed");
        assertThat(wrong.headers().firstValue("Allow")).hasValue("GET");
        assertThat(dashboard.get("/v1/users/%C3%28/features").statusCode()).isEqualTo(400);
    }

    @Test
    void bodyThatIsTooLargeIsRefused() throws Exception {
        dashboard = RunningDashboard.locked();
        assertThat(dashboard.post("/v1/session", "x".repeat(100_000)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void questionsAboutUsersAreHandedOnAsTheyAre() throws Exception {
        dashboard = RunningDashboard.open();
        dashboard.millrace().reply("/serving/v1/users/a%2Fb%20c/features", 200, Map.of("user", "a/b c"));
        HttpResponse<String> answer = dashboard.get("/v1/users/a%2Fb%20c/features?min_lsn=0/1");
        assertThat(json(answer).path("user").asText()).isEqualTo("a/b c");
        assertThat(dashboard.millrace().asked()).contains("GET /serving/v1/users/a%2Fb%20c/features?min_lsn=0/1");
    }

    @Test
    void problemsOfOthersAreHandedOnAndTheirMessagesBecomeProblems() throws Exception {
        dashboard = RunningDashboard.open();
        dashboard
                .millrace()
                .reply(
                        "/serving/v1/users/1/features",
                        404,
                        "application/problem+json",
                        Map.of("detail", "No user '1'"));
        dashboard
                .millrace()
                .reply("/orchestration/v1/jobs/refresh/run", 409, Map.of("message", "The job refresh already runs"));
        assertThat(json(dashboard.get("/v1/users/1/features")).path("detail").asText())
                .isEqualTo("No user '1'");
        HttpResponse<String> busy = dashboard.post("/v1/jobs/refresh/run", "");
        assertThat(busy.statusCode()).isEqualTo(409);
        assertThat(json(busy).path("detail").asText()).isEqualTo("The job refresh already runs");
    }

    @Test
    void serviceThatIsDownIsAProblemWithAName() throws Exception {
        dashboard = RunningDashboard.open();
        dashboard.millrace().close();
        assertProblem(dashboard.get("/v1/models/current"), 502, "no-answer");
    }

    @Test
    void nobodyIsAskedWhileNobodyReads() throws Exception {
        dashboard = RunningDashboard.open();
        dashboard.get("/health/live");
        assertThat(dashboard.millrace().asked()).isEmpty();
        assertThat(dashboard.store().asked()).isZero();
        assertThat(Stream.of(dashboard.get("/v1/pipeline"), dashboard.get("/v1/pipeline")))
                .allMatch(answer -> answer.statusCode() == 200);
        assertThat(dashboard.millrace().asked()).isNotEmpty();
    }
}
