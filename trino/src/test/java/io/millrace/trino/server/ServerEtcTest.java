package io.millrace.trino.server;

import io.millrace.contracts.process.Secret;
import io.millrace.trino.LakeStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ServerEtcTest {
    @TempDir
    private Path folder;

    @Test
    void noKeyIsWrittenAndTheServiceUserIsReadByTheOwnerAlone() throws IOException {
        // Given
        var etc = new ServerEtc(folder.resolve("etc"));
        // When
        etc.write(store(Optional.of(URI.create("http://s3.example:9000")), "the-key", "the-secret"), "the-user");
        // Then
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> assertThat(file).content().doesNotContain("the-key", "the-secret"));
        }
        assertThat(etc.rules()).content().contains("the-user").doesNotContain("@SERVICE_USER@");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(etc.rules())))
                .isEqualTo("rw-------");
    }

    @Test
    void withoutAnEndpointAndKeysTheServerAsksAmazonWithWhatItFinds() throws IOException {
        var etc = new ServerEtc(folder.resolve("etc"));
        etc.write(store(Optional.empty(), "", ""), "user");
        assertThat(etc.catalogs().resolve("lake.properties"))
                .content()
                .contains("fs.native-s3.enabled=true", "delta.security=READ_ONLY")
                .doesNotContain("s3.endpoint", "s3.aws-access-key", "path-style");
    }

    @Test
    void aServiceUserIsMadeUpOnceAndNobodyGuessesIt() throws IOException {
        String first = ServiceUser.keptIn(folder.resolve("user"));
        assertThat(first).matches("millrace-[0-9a-f]{32}").isEqualTo(ServiceUser.keptIn(folder.resolve("user")));
        assertThat(ServiceUser.keptIn(folder.resolve("other"))).isNotEqualTo(first);
    }

    private static LakeStore store(Optional<URI> endpoint, String key, String secret) {
        return new LakeStore("lake", "", endpoint, "us-east-1", Secret.of(key), Secret.of(secret));
    }
}
