package io.millrace.local.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.Json;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RunLinesTest {
    @Test
    void aRunIsALineWithItsStartToTheSecondAndItsLength() throws Exception {
        JsonNode runs = Json.mapper()
                .readTree(
                        """
                [{"id": 2, "job": "refresh", "result": "running", "startedAt": null, "endedAt": null},
                 {"id": 1, "job": "refresh", "result": "failed", "startedAt": "2026-11-26T04:00:00.252132Z",
                  "message": "The step features failed", "endedAt": "2026-11-26T04:03:31.9Z"}]
                """);

        assertThat(RunLines.of(runs))
                .containsExactly(
                        "  RUN  JOB      RESULT   STARTED               TOOK",
                        "    2  refresh  running  -                     -",
                        "    1  refresh  failed   2026-11-26T04:00:00Z  211 s",
                        "  Run 1 failed: The step features failed");
    }

    @Test
    void aFailureThatASuccessFollowedIsNotExplained() throws Exception {
        JsonNode runs = Json.mapper()
                .readTree(
                        """
                [{"id": 2, "job": "refresh", "result": "succeeded", "startedAt": "2026-11-26T05:00:00Z",
                  "endedAt": "2026-11-26T05:01:00Z"},
                 {"id": 1, "job": "refresh", "result": "failed", "startedAt": "2026-11-26T04:00:00Z",
                  "message": "The step features failed", "endedAt": "2026-11-26T04:03:31Z"}]
                """);

        assertThat(RunLines.of(runs)).hasSize(3).noneMatch(line -> line.contains("The step features failed"));
    }
}
