package io.millrace.lakehouse;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lake.LakeConfig;
import io.millrace.lakehouse.lake.LakeFiles;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.fault.FaultProxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Row;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/** Kafka, the S3 endpoint and one Spark session for all tests of this module. */
final class LakehouseStack {
    static final Duration DEADLINE = Duration.ofMinutes(6);

    private static final TestStack STACK = TestStack.with(ServiceKind.KAFKA, ServiceKind.OBJECT_STORE);
    private static final AtomicInteger PIPELINES = new AtomicInteger();
    private static final String SETTINGS_TEXT =
            """
            kafka.bootstrap = "%s"
            lake { root = "s3a://%s", endpoint = "%s", access-key = "%s", secret-key = "%s" }
            lakehouse {
              http.port = 0
              # Sooner than in production, but not several times a second: looks for nothing take the cores from the tests.
              ingest.trigger = 1s
              fold.interval = 1s
              # A busy machine is no reason to leave a table behind here.
              fold.patience = 10m
              history.enabled = false
              events.interval = 1s
              spark.shuffle-partitions = 2
              lease-duration = 4s
              # Where nobody answers: no other stack on this machine is to be asked.
              capture-url = "http://127.0.0.1:1"
            }
            """
                    .formatted(
                            STACK.kafka().bootstrapServers(),
                            STACK.objectStore().bucket(),
                            STACK.objectStore().endpoint(),
                            STACK.objectStore().accessKey(),
                            STACK.objectStore().secretKey());
    private static final Settings SETTINGS = Settings.parse(SETTINGS_TEXT);
    static final Lake LAKE = Lake.open("lakehouse-it", SETTINGS);

    private LakehouseStack() {}

    /** The files of the lake, opened without Spark. */
    static LakeFiles files() {
        return LakeFiles.open(LakeConfig.from(SETTINGS));
    }

    static String bootstrap() {
        return STACK.kafka().bootstrapServers();
    }

    static URI endpoint() {
        return STACK.objectStore().endpoint();
    }

    /** The line of the settings that has a process reach the store through this proxy. */
    static String endpointSetting(FaultProxy proxy) {
        return "lake.endpoint = \"http://%s:%d\"".formatted(proxy.host(), proxy.port());
    }

    /** A pipeline that no other test has. */
    static Pipeline pipeline(TableId... tables) {
        return PipelineFile.parse(yaml("it" + PIPELINES.incrementAndGet(), List.of(tables)), name -> null);
    }

    /** A pipeline of this name, with these tables. */
    static Pipeline pipeline(String name, TableId... tables) {
        return PipelineFile.parse(yaml(name, List.of(tables)), any -> null);
    }

    /** The file of a pipeline that {@link #pipeline} made. */
    static String yaml(Pipeline pipeline) {
        return yaml(pipeline.name(), pipeline.source().tables());
    }

    /** The settings as a process reads them. */
    static String settingsText() {
        return SETTINGS_TEXT;
    }

    private static String yaml(String name, List<TableId> tables) {
        var listed = new StringBuilder();
        for (TableId table : tables) {
            listed.append("    ").append(table).append(": {}\n");
        }
        return """
                name: %s
                source:
                  url: jdbc:postgresql://localhost:1/nowhere
                  user: nobody
                  partitions: %d
                  tables:
                %srecommend:
                  users: {table: %s, id: id}
                  items: {table: %s, id: id, title: id}
                  interactions:
                    purchase: {table: %s, user: id, item: id, at: id}
                """
                .formatted(name, FakeCapture.PARTITIONS, listed, tables.get(0), tables.get(0), tables.get(0));
    }

    static Lakehouse lakehouse(Pipeline pipeline) {
        return new Lakehouse(LAKE, pipeline, LakehouseConfig.from(SETTINGS));
    }

    /** One that asks this capture for rows of the source. */
    static Lakehouse started(Pipeline pipeline, URI capture) throws InterruptedException {
        return started(pipeline, "lakehouse.capture-url = \"%s\"\n".formatted(capture));
    }

    /** One that keeps histories. */
    static Lakehouse startedWithHistory(Pipeline pipeline) throws InterruptedException {
        return started(pipeline, "lakehouse.history { enabled = true, interval = 1s }\n");
    }

    private static Lakehouse started(Pipeline pipeline, String moreSettings) throws InterruptedException {
        var settings = Settings.parse(SETTINGS_TEXT + moreSettings);
        var lakehouse = new Lakehouse(LAKE, pipeline, LakehouseConfig.from(settings));
        lakehouse.start();
        return lakehouse;
    }

    static Lakehouse started(Pipeline pipeline) throws InterruptedException {
        Lakehouse lakehouse = lakehouse(pipeline);
        lakehouse.start();
        return lakehouse;
    }

    /** Waits until the lake's cut is at this position of the first incarnation, or fails with what ended the process. */
    static void awaitSilver(Lakehouse lakehouse, long lsn) {
        Awaitility.await()
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(100))
                .failFast("the lakehouse failed", () -> {
                    if (lakehouse.failure() != null) {
                        throw lakehouse.failure();
                    }
                })
                .untilAsserted(() -> assertThat(lakehouse.latest())
                        .hasValueSatisfying(cut -> assertThat(cut.position().reaches(new Position(1, lsn)))
                                .isTrue()));
    }

    /** The rows of a silver table in the lake's cut. */
    static List<Row> silver(Pipeline pipeline, TableId table, String... orderedBy) {
        var version = LAKE.snapshot(pipeline.name()).orElseThrow().tables().get(table);
        var rows = LAKE.read(version);
        return (orderedBy.length == 0 ? rows : rows.orderBy(orderedBy[0])).collectAsList();
    }
}
