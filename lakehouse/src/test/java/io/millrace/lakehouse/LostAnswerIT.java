package io.millrace.lakehouse;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.fault.FaultProxy;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.Lifetime;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.NamedProcess;
import io.millrace.testkit.process.Readiness;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
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
        Path folder = TestStack.newFolder("lost-answer");
        URI endpoint = LakehouseStack.endpoint();
        var process = new NamedProcess("lakehouse", folder.resolve("run"), folder.resolve("logs"));
        try (var proxy = FaultProxy.to(endpoint.getHost(), endpoint.getPort());
                var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            // Given
            start(process, folder, pipeline, "http://%s:%d".formatted(proxy.host(), proxy.port()));
            capture.schema(UserTable.SCHEMA);
            capture.empty(UserTable.SCHEMA, 99);
            capture.progress(100);
            await(pipeline, 100);

            // When
            int id = 0;
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
            process.stop();

            // Then
            assertThat(UserTable.silver(pipeline)).hasSize(id);
            assertThat(LakehouseStack.silver(pipeline, UserTable.ID, "id"))
                    .extracting(row -> row.getLong(0))
                    .doesNotHaveDuplicates()
                    .hasSize(id);
            assertThat(records(pipeline)).doesNotHaveDuplicates().hasSize(id);
        }
    }

    private static void start(NamedProcess process, Path folder, Pipeline pipeline, String endpoint) throws Exception {
        String text = LakehouseStack.settingsText() + "lake.endpoint = \"%s\"\n".formatted(endpoint);
        Path settings = Files.writeString(folder.resolve("settings.conf"), text);
        Path file = Files.writeString(folder.resolve("pipeline.yaml"), LakehouseStack.yaml(pipeline));
        JavaProgram program = JavaProgram.of(MillraceHome.find().module("lakehouse"), LakehouseMain.class.getName())
                .shortLived();
        process.start(
                program.command(folder)
                        .withEnvironment(
                                Map.of("MILLRACE_SETTINGS", settings.toString(), "MILLRACE_PIPELINE", file.toString())),
                Lifetime.WITH_THIS_JVM,
                Readiness.atOnce());
    }

    private static void await(Pipeline pipeline, long lsn) {
        Awaitility.await().atMost(DEADLINE).until(() -> LAKE.snapshot(pipeline.name())
                .filter(cut -> cut.position().reaches(new Position(1, lsn)))
                .isPresent());
    }

    /** Every change that the log holds, by the record that it came from. */
    private static Iterable<String> records(Pipeline pipeline) {
        return LAKE
                .read(pipeline.name() + "__log", "changes")
                .where("source_table = 'public.users'")
                .select("topic", "partition", "offset")
                .collectAsList()
                .stream()
                .map(Row::toString)
                .toList();
    }
}
