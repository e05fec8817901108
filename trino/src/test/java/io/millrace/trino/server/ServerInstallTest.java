package io.millrace.trino.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerInstallTest {
    @TempDir
    private Path folder;

    @Test
    void theServerAndItsConnectorAreUnpackedAndNothingElse() throws Exception {
        // Given
        List<String> story = new ArrayList<>();
        Path maven = mavenThat("cp '%s' \"$out/trino-server-476.tar.gz\"".formatted(archive()));
        var install = new ServerInstall(folder.resolve("data"));
        // When
        Path server = install.ensure(new ServerArchive(maven.toString()), story::add);
        // Then
        assertThat(server.resolve("lib/server.jar")).hasContent("server");
        assertThat(server.resolve("plugin/delta-lake/own.jar")).hasContent("own");
        assertThat(server.resolve("plugin/delta-lake/shared.jar")).hasContent("shared");
        assertThat(server.resolve("plugin/bigquery")).doesNotExist();
        assertThat(folder.resolve("data/server.unfinished")).doesNotExist();
        assertThat(story.get(0)).contains("821 MB");
    }

    @Test
    void whatIsThereIsNotFetchedAgain() throws Exception {
        var install = new ServerInstall(folder);
        Files.createDirectories(install.folder());
        assertThat(install.ensure(new ServerArchive("no-such-command"), line -> {}))
                .isEqualTo(install.folder());
    }

    @Test
    void aFailureTellsMavensLastWordsAndLeavesNoServer() throws Exception {
        Path maven = mavenThat("echo 'Could not find artifact'; exit 1");
        var install = new ServerInstall(folder.resolve("data"));
        assertThatThrownBy(() -> install.ensure(new ServerArchive(maven.toString()), line -> {}))
                .hasMessageContaining("Could not find artifact");
        assertThat(install.isPresent()).isFalse();
    }

    @Test
    void withoutMavenTheMessageSaysWhatToInstall() {
        assertThatThrownBy(() -> new ServerInstall(folder).ensure(new ServerArchive("no-such-command"), line -> {}))
                .hasMessageContaining("needs Maven")
                .hasMessageContaining("MILLRACE_TRINO_MAVEN");
    }

    private Path mavenThat(String does) throws IOException {
        Path maven = folder.resolve("mvn");
        Files.writeString(
                maven,
                """
                #!/bin/sh
                for argument in "$@"; do
                  case "$argument" in -DoutputDirectory=*) out="${argument#*=}" ;; esac
                done
                %s
                """
                        .formatted(does));
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        return maven;
    }

    private Path archive() throws IOException {
        Path file = folder.resolve("made.tar.gz");
        try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file));
                var tar = new TarArchiveOutputStream(stream)) {
            add(tar, "lib/server.jar", "server");
            add(tar, "plugin/bigquery/shared.jar", "shared");
            add(tar, "plugin/delta-lake/own.jar", "own");
            var link = new TarArchiveEntry("trino-server-476/plugin/delta-lake/shared.jar", TarConstants.LF_LINK);
            link.setLinkName("trino-server-476/plugin/bigquery/shared.jar");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        return file;
    }

    private static void add(TarArchiveOutputStream tar, String name, String content) throws IOException {
        var entry = new TarArchiveEntry("trino-server-476/" + name);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }
}
