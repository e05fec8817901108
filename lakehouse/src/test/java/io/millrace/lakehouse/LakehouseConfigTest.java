package io.millrace.lakehouse;

import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.LakeConfig;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LakehouseConfigTest {
    @Test
    void theDefaultsAreThoseOfOneMachine() {
        Settings defaults = Settings.parse("");

        assertThat(LakehouseConfig.from(defaults))
                .isEqualTo(new LakehouseConfig(
                        defaults.text("kafka.bootstrap"),
                        defaults.text("http.host"),
                        8602,
                        new LakehouseConfig.Ingest(Duration.ofSeconds(1), 200_000, 2),
                        new LakehouseConfig.Fold(Duration.ofSeconds(5), 4, Duration.ofMinutes(2)),
                        new LakehouseConfig.History(true, Duration.ofMinutes(5)),
                        new LakehouseConfig.Events(Duration.ofSeconds(10), (short) 1),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(10),
                        URI.create("http://127.0.0.1:8601")));
    }

    @Test
    void everyKeyReachesTheRecord() {
        LakehouseConfig config = LakehouseConfig.from(
                Settings.parse(
                        """
                kafka { bootstrap = "broker:9092", replication = 3 }
                http.host = "0.0.0.0"
                lakehouse {
                  http.port = 1
                  ingest { trigger = 3s, max-records = 4, parallelism = 5 }
                  fold { interval = 6s, parallelism = 7, patience = 9s }
                  history { enabled = false, interval = 10s }
                  events.interval = 11s
                  lease-duration = 8s
                  reconnect-for = 12s
                  capture-url = "http://capture:9"
                }
                """));

        assertThat(config)
                .isEqualTo(new LakehouseConfig(
                        "broker:9092",
                        "0.0.0.0",
                        1,
                        new LakehouseConfig.Ingest(Duration.ofSeconds(3), 4, 5),
                        new LakehouseConfig.Fold(Duration.ofSeconds(6), 7, Duration.ofSeconds(9)),
                        new LakehouseConfig.History(false, Duration.ofSeconds(10)),
                        new LakehouseConfig.Events(Duration.ofSeconds(11), (short) 3),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(12),
                        URI.create("http://capture:9")));
    }

    @Test
    void everyKeyOfTheLakeReachesItsRecord() {
        LakeConfig config = LakeConfig.from(
                Settings.parse(
                        """
                lake { root = "s3a://b", endpoint = "http://e:1", region = "r", access-key = "a", secret-key = "s" }
                lakehouse.spark { master = "", shuffle-partitions = 9 }
                """));

        assertThat(config.root()).isEqualTo("s3a://b");
        assertThat(config.endpoint()).contains(URI.create("http://e:1"));
        assertThat(config.region()).isEqualTo("r");
        assertThat(config.accessKey().reveal()).isEqualTo("a");
        assertThat(config.secretKey().reveal()).isEqualTo("s");
        assertThat(config.sparkMaster()).isEmpty();
        assertThat(config.shufflePartitions()).isEqualTo(9);
        assertThat(config.toString()).doesNotContain("secretKey=s");
    }

    @Test
    void tasksAreThoseOfAProcessThatSparkRunsIn() {
        LakeConfig here = LakeConfig.from(Settings.parse(""));
        LakeConfig elsewhere = LakeConfig.from(Settings.parse("lakehouse.spark.master = \"spark://master:7077\""));

        assertThat(here.withTasks(7).sparkMaster()).contains("local[7]");
        assertThat(elsewhere.withTasks(7)).isEqualTo(elsewhere);
        assertThatThrownBy(() -> here.withTasks(0))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("lakehouse.tasks");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lakehouse.ingest.trigger = -1s|lakehouse.ingest.trigger",
                "lakehouse.ingest.max-records = 0|lakehouse.ingest.max-records",
                "lakehouse.ingest.parallelism = 0|lakehouse.ingest.parallelism",
                "lakehouse.fold.interval = 0s|lakehouse.fold.interval",
                "lakehouse.fold.parallelism = 0|lakehouse.fold.parallelism",
                "lakehouse.history.interval = 0s|lakehouse.history.interval",
                "lakehouse.events.interval = 0s|lakehouse.events.interval",
                "lakehouse.fold.patience = 0s|lakehouse.fold.patience",
                "lakehouse.lease-duration = 1s|lakehouse.lease-duration",
                "lakehouse.reconnect-for = -1s|lakehouse.reconnect-for",
                "lakehouse.fold.intervall = 1s|Did you mean 'lakehouse.fold.interval'",
                "kafka.bootstrap = \"\"|kafka.bootstrap"
            })
    void nonsenseIsRefusedByName(String settings, String named) {
        assertThatThrownBy(() -> LakehouseConfig.from(Settings.parse(settings)))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource({
        "lake.root = lake,lake.root",
        "lake.root = \"s3a://b/\",lake.root",
        "lake.access-key = a,lake.secret-key"
    })
    void nonsenseOfTheLakeIsRefusedByName(String settings, String named) {
        assertThatThrownBy(() -> LakeConfig.from(Settings.parse(settings)))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining(named);
    }
}
