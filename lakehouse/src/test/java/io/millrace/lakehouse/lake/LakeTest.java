package io.millrace.lakehouse.lake;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.lake.LakeSnapshot.TableVersion;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LakeTest {
    private static final Position EARLIER = Position.parse("1:0/10");
    private static final Position LATER = Position.parse("1:0/20");

    @TempDir
    private static Path folder;

    private static final String PROCESS_START = "jdk.ProcessStart";

    private static Lake lake;

    @BeforeAll
    static void open() {
        lake = Lake.open("lake-test", Settings.parse("lake.root = \"" + root() + "\"\nlakehouse.vacuum-every = 5"));
    }

    private static String root() {
        String uri = folder.toUri().toString();
        return uri.substring(0, uri.length() - 1);
    }

    @AfterAll
    static void close() {
        lake.close();
    }

    @Test
    void aTableThatIsThereTakesTimesWithoutAZoneAndNamesWithSpaces() {
        // Given
        String location = lake.location("features", "grown");
        lake.spark()
                .sql("SELECT 1L AS id, 'a name that is a type' AS timestamp_ntz")
                .write()
                .format("delta")
                .save(location);
        Dataset<Row> more = lake.spark().sql("SELECT array(timestamp_ntz'2024-05-06 07:08:09') AS `at noon`");
        // When
        TableFeatures.bring(lake.spark(), location, more.schema());
        long version = lake.version("features", "grown").orElseThrow();
        TableFeatures.bring(lake.spark(), location, lake.spark().range(1).toDF().schema());
        more.write()
                .format("delta")
                .mode("append")
                .option("mergeSchema", "true")
                .save(location);
        // Then
        assertThat(lake.version("features", "grown")).hasValue(version + 1);
        assertThat(lake.read("features", "grown")
                        .where("`at noon` IS NOT NULL")
                        .selectExpr("string(`at noon`[0])")
                        .as(Encoders.STRING())
                        .collectAsList())
                .containsExactly("2024-05-06 07:08:09");
    }

    @Test
    void noProcessIsStartedForTheFilesOfAMicroBatch(@TempDir Path own) throws Exception {
        Path checkpoint = own.resolve("checkpoint");
        Path events = own.resolve("events.jfr");
        try (var recording = new Recording()) {
            recording.enable(PROCESS_START).withoutStackTrace();
            recording.start();
            lake.spark()
                    .readStream()
                    .format("rate")
                    .load()
                    .writeStream()
                    .format("noop")
                    .option("checkpointLocation", checkpoint.toString())
                    .trigger(Trigger.AvailableNow())
                    .start()
                    .awaitTermination();
            recording.dump(events);
        }

        assertThat(checkpoint.resolve("commits/0")).exists();
        assertThat(RecordingFile.readAllEvents(events))
                .filteredOn(event -> event.getEventType().getName().equals(PROCESS_START))
                .isEmpty();
        assertThat(Files.getPosixFilePermissions(checkpoint.resolve("commits/0")))
                .containsExactlyInAnyOrderElementsOf(PosixFilePermissions.fromString("rw-r--r--"));
    }

    @Test
    void aTableSaysWhichPositionItsRowsReflect() {
        lake.overwrite(numbers(3), "shop__features", "one", EARLIER);

        assertThat(lake.positionOf("shop__features", "one")).contains(EARLIER);
        assertThat(lake.read("shop__features", "one").count()).isEqualTo(3);
    }

    @Test
    void theSamePositionMayBeWrittenAgainWithOtherRows() {
        lake.overwrite(numbers(3), "shop__features", "two", EARLIER);

        lake.overwrite(numbers(5), "shop__features", "two", EARLIER);

        assertThat(lake.read("shop__features", "two").count()).isEqualTo(5);
        assertThat(lake.positionOf("shop__features", "two")).contains(EARLIER);
    }

    @Test
    void aTableNeverGoesBackToAnEarlierPosition() {
        lake.overwrite(numbers(3), "shop__features", "three", LATER);

        assertThatThrownBy(() -> lake.overwrite(numbers(5), "shop__features", "three", EARLIER))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("shop__features.three reflects position 1:0/20");
    }

    @Test
    void filesThatNoKeptVersionNeedsGoEverySoManyVersions() throws IOException {
        // Given a table that keeps no version
        lake.overwrite(numbers(3), "shop__features", "four", EARLIER);
        lake.spark()
                .sql(
                        "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('delta.deletedFileRetentionDuration' = 'interval 0 hours')"
                                .formatted(lake.location("shop__features", "four")));
        lake.overwrite(numbers(4), "shop__features", "four", EARLIER);
        lake.overwrite(numbers(5), "shop__features", "four", EARLIER);
        long piled = dataFiles("shop__features/four");
        // When
        lake.overwrite(numbers(6), "shop__features", "four", EARLIER);
        // Then
        assertThat(dataFiles("shop__features/four")).isLessThan(piled).isPositive();
        assertThat(lake.read("shop__features", "four").count()).isEqualTo(6);
    }

    private static long dataFiles(String table) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(table))) {
            return files.filter(file -> file.toString().endsWith(".parquet")).count();
        }
    }

    @ParameterizedTest
    @CsvSource({"10, false", "100000, true"})
    void plansAreCompiledForManyRowsOnly(long rows, boolean compiled) {
        SparkSession session = lake.spark().newSession();

        PlanCompilation.chooseFor(rows, session);

        Dataset<Row> doubled = session.range(3).selectExpr("id * 2 AS doubled").where("doubled > 0");
        assertThat(doubled.queryExecution().executedPlan().toString().contains("*(1)"))
                .isEqualTo(compiled);
        assertThat(doubled.as(Encoders.LONG()).collectAsList()).containsExactlyInAnyOrder(2L, 4L);
    }

    @Test
    void aCutIsReadAtItsVersionWhateverIsWrittenLater() {
        lake.overwrite(numbers(3), "shop", "orders", EARLIER);
        long version = lake.state("shop", "orders").orElseThrow().version();
        var cut = new TableVersion("shop.orders", lake.location("shop", "orders"), version);
        lake.overwrite(numbers(5), "shop", "orders", LATER);

        assertThat(lake.read(cut).count()).isEqualTo(3);
    }

    @Test
    void aPublishedCutIsReadBack() {
        assertThat(lake.snapshot("shop")).isEmpty();
        var table = new TableVersion("shop.orders", lake.location("shop", "orders"), 7);
        var cut = new LakeSnapshot(EARLIER, Instant.EPOCH, Instant.EPOCH, Map.of(TableId.parse("orders"), table));

        lake.publish("shop", cut);
        lake.publish("shop", cut);

        assertThat(lake.snapshot("shop")).contains(cut);
    }

    @Test
    void anAbsentTableHasNoState() {
        assertThat(lake.exists("shop", "nothing")).isFalse();
        assertThat(lake.positionOf("shop", "nothing")).isEmpty();
    }

    private static Dataset<Row> numbers(long count) {
        return lake.spark().range(count).toDF("number");
    }
}
