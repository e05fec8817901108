package io.millrace.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SecretFileTest {
    @TempDir
    private Path folder;

    @Test
    void isMadeUpOnce() {
        // Given
        String first = new SecretFile(folder.resolve("key")).secret(40);

        // Then
        assertThat(first).hasSize(40).isAlphanumeric();
        assertThat(new SecretFile(folder.resolve("key")).secret(40)).isEqualTo(first);
        assertThat(new SecretFile(folder.resolve("other")).secret(40)).isNotEqualTo(first);
    }

    @Test
    void isReadByItsOwnerOnlyAlsoAfterItIsReplaced() throws IOException {
        // Given
        SecretFile file = new SecretFile(folder.resolve("key"));
        file.secret(40);

        // When
        file.write("other");

        // Then
        assertThat(file.path()).hasContent("other");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }
}
