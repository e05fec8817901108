package io.millrace.gateway;

import io.millrace.gateway.intake.FakeEventLog;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.millrace.gateway.RunningGateway.FEEDBACK;
import static org.assertj.core.api.Assertions.assertThat;

class FeedbackApiTest {
    private final FakeEventLog log = new FakeEventLog();
    private RunningGateway gateway;

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void feedbackIsTakenAsEventsAndCountedByModelAndPath() {
        // Given
        gateway = RunningGateway.on(log);
        // When
        HttpResponse<String> answer = gateway.post(
                FEEDBACK,
                "{'impressions':[{'user':42,'item':'i1','rank':1,'model':'m1','path':'personal','id':'x'}],"
                        + "'clicks':[{'user':'42','item':'i1','model':'m1','path':'personal'}]}");
        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(log.events()).extracting(event -> event.type().name()).containsExactly("impression", "click");
        assertThat(log.events().get(0).published().data())
                .hasToString("{\"user\":\"42\",\"item\":\"i1\",\"rank\":1,\"path\":\"personal\",\"model\":\"m1\","
                        + "\"at\":\"2026-01-31T12:00:00Z\"}");
        assertThat(gateway.get("/metrics").body())
                .contains("millrace_feedback_total{kind=\"click\",model=\"m1\",path=\"personal\"} 1.0");
    }

    @Test
    void feedbackOfModelsAndPathsThatServingDoesNotHaveIsCountedTogether() {
        // Given
        gateway = RunningGateway.on(log);
        // When
        for (int stranger = 0; stranger < 30; stranger++) {
            gateway.post(
                    FEEDBACK,
                    "{'clicks':[{'user':1,'item':2,'model':'x%d','path':'y%d'}]}".formatted(stranger, stranger));
        }
        gateway.post(FEEDBACK, "{'clicks':[{'user':1,'item':2,'model':'m1','path':'similar'},{'user':1,'item':2}]}");
        // Then
        assertThat(gateway.get("/metrics").body().lines().filter(line -> line.startsWith("millrace_feedback_total")))
                .containsExactlyInAnyOrder(
                        "millrace_feedback_total{kind=\"click\",model=\"other\",path=\"other\"} 30.0",
                        "millrace_feedback_total{kind=\"click\",model=\"m1\",path=\"similar\"} 1.0",
                        "millrace_feedback_total{kind=\"click\",model=\"none\",path=\"none\"} 1.0");
    }

    @Test
    void wrongFeedbackNamesItsPlace() {
        gateway = RunningGateway.on(log);
        HttpResponse<String> answer =
                gateway.post(FEEDBACK, "{'impressions':[{'user':1,'item':2}],'clicks':[{'user':1}]}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"event\":1,\"field\":\"clicks[0].item\"");
        assertThat(gateway.post(FEEDBACK, "{'clicks':[7]}").statusCode()).isEqualTo(400);
        assertThat(gateway.post(FEEDBACK, "{'clicks':{}}").statusCode()).isEqualTo(400);
        assertThat(gateway.post(FEEDBACK, "{}").statusCode()).isEqualTo(400);
    }
}
