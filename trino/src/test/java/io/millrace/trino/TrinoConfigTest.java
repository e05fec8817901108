package io.millrace.trino;

import io.millrace.contracts.process.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrinoConfigTest {

    @Test
    void defaultsAskTheTrinoOfThisMachine() {
        TrinoConfig config = TrinoConfig.from(Settings.parse(""));
        assertThat(config.url()).isEqualTo(URI.create("http://127.0.0.1:8614"));
        assertThat(config.javaHome()).isEmpty();
        assertThat(config.serviceUser()).isEmpty();
        assertThat(config.registerEvery()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void everyKeyReachesTheConfiguration() {
        TrinoConfig config = TrinoConfig.from(
                Settings.parse(
                        """
                trino {
                  http.port = 1, url = "https://trino.example:443", data-dir = "/data", java-home = "/java", maven = "mvnw"
                  heap-megabytes = 2048, service-user = "svc", registration { every = 3s, http.port = 2 }
                }
                http.host = "0.0.0.0"
                """));
        assertThat(config.httpPort()).isEqualTo(1);
        assertThat(config.url()).isEqualTo(URI.create("https://trino.example:443"));
        assertThat(config.dataDir()).isEqualTo(Path.of("/data"));
        assertThat(config.javaHome()).hasValue(Path.of("/java"));
        assertThat(config.maven()).isEqualTo("mvnw");
        assertThat(config.heapMegabytes()).isEqualTo(2048);
        assertThat(config.serviceUser()).hasValue("svc");
        assertThat(config.registerEvery()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.endpointHost()).isEqualTo("0.0.0.0");
        assertThat(config.endpointPort()).isEqualTo(2);
        assertThat(config.toString()).doesNotContain("svc");
    }

    @ParameterizedTest
    @CsvSource({
        "trino.http.port = 0, trino.http.port must be from 1 to 65535",
        "trino.heap-megabytes = 100, trino.heap-megabytes must be at least 512",
        "trino.registration.every = 0s, trino.registration.every must be longer than zero",
        "trino.service-user = \"a b\", trino.service-user may have letters",
        "trino.url = \"ftp://x\", trino.url must look like",
    })
    void nonsenseIsRefusedInWords(String setting, String message) {
        assertThatThrownBy(() -> TrinoConfig.from(Settings.parse(setting))).hasMessageStartingWith(message);
    }

    @Test
    void aLakeThatIsNotOnS3IsRefused() {
        assertThatThrownBy(() -> LakeStore.from(Settings.parse("lake.root = \"file:///tmp/lake\"")))
                .hasMessageContaining("set it to something like s3a://lake");
    }

    @Test
    void aLakeInAFolderOfABucketHasItsTablesBelowIt() {
        LakeStore store = LakeStore.from(Settings.parse("lake.root = \"s3a://bucket/some/lake/\""));
        assertThat(store.location("shop/orders")).isEqualTo("s3://bucket/some/lake/shop/orders");
        assertThat(store.key("")).isEqualTo("some/lake/");
    }
}
