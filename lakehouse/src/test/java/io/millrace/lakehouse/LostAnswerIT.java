package io.millrace.lakehouse;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.testkit.fault.FaultProxy;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.DEADLINE;
import static io.millrace.lakehouse.LakehouseStack.LAKE;
import static org.assertj.core.api.Assertions.assertThat;

/** The object store does what it is asked, and the answer gets lost. */
class LostAnswerIT {
    private static final Pattern COMMIT_OF_THE_LOG = Pattern.compile("PUT \\S*/changes/_delta_log/\\d+\\.json");
    private static final Pattern COMMIT_OF_SILVER = Pattern.compile("PUT \\S*/users/_delta_log/\\d+\\.json");
    private static final Pattern SMALL_FILE = Pattern.compile("PUT \\S*__log/_\\w+\\.json");

    @Test
    void aCommitWhoseAnswerGotLostIsMadeOnce() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        URI endpoint = LakehouseStack.endpoint();
        int id = 0;
        try (var proxy = FaultProxy.to(endpoint.getHost(), endpoint.getPort());
                var process = new LakehouseProcess(pipeline, List.of(LakehouseStack.endpointSetting(proxy)));
                var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            // Given
            process.start();
            capture.schema(UserTable.SCHEMA);
            capture.empty(UserTable.SCHEMA, 99);
            capture.progress(100);
            await(pipeline, 100);

            // When
            for (Pattern request : new Pattern[] {COMMIT_OF_THE_LOG, COMMIT_OF_SILVER, SMALL_FILE}) {
                proxy.loseAnswers(request, 2);
                while (proxy.answersLost() < 2) {
                    id++;
                    long previous = 100 + 10L * id;
                    UserTable.row(capture, Operation.CREATE, previous + 1, previous, id, "name " + id);
                    capture.progress(previous + 10);
                    await(pipeline, previous + 10);
                }
            }
        }

        // Then
        assertThat(UserTable.silver(pipeline)).hasSize(id);
        assertThat(LakehouseStack.silver(pipeline, UserTable.ID, "id"))
                .extracting(row -> row.getLong(0))
                .doesNotHaveDuplicates()
                .hasSize(id);
        assertThat(UserTable.records(pipeline)).doesNotHaveDuplicates().hasSize(id);
    }

    private static void await(Pipeline pipeline, long lsn) {
        Awaitility.await().atMost(DEADLINE).until(() -> LAKE.snapshot(pipeline.name())
                .filter(cut -> cut.position().reaches(new Position(1, lsn)))
                .isPresent());
    }
}
