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
                  "endedAt": "2026-11-26T04:03:31.9Z"}]
                """);

        assertThat(RunLines.of(runs))
                .containsExactly(
                        "  RUN  JOB      RESULT   STARTED               TOOK",
                        "    2  refresh  running  -                     -",
                        "    1  refresh  failed   2026-11-26T04:00:00Z  211 s");
    }
}
