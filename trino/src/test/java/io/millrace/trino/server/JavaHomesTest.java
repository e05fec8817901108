package io.millrace.trino.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JavaHomesTest {
    @TempDir
    private Path folder;

    @Test
    void theOldestThatWillDoIsTaken() throws IOException {
        // Given
        java("jdk-17", "17.0.15");
        java("jdk-26", "26-ea");
        Path fits = java("jdk-25", "25.0.3");
        // Then
        assertThat(new JavaHomes(Map.of(), List.of(folder)).forTrino(Optional.empty()))
                .isEqualTo(new JavaHome(fits, 25));
    }

    @Test
    void variablesNameInstallationsToo() throws IOException {
        Path fits = java("elsewhere", "24.0.1");
        var homes = new JavaHomes(Map.of("JAVA_HOME_24_X64", fits.toString(), "HOME", "/"), List.of());
        assertThat(homes.found()).hasValue(new JavaHome(fits, 24));
    }

    @Test
    void withoutOneTheMessageSaysWhatWasFoundAndWhatToDo() throws IOException {
        java("jdk-17", "17.0.15");
        assertThatThrownBy(() -> new JavaHomes(Map.of(), List.of(folder)).forTrino(Optional.empty()))
                .hasMessageContaining("needs a JDK 24 or later")
                .hasMessageContaining("17 in ")
                .hasMessageContaining("MILLRACE_TRINO_JAVA_HOME");
    }

    @Test
    void aChosenOneThatIsTooOldIsRefused() throws IOException {
        Path old = java("jdk-17", "17.0.15");
        assertThatThrownBy(() -> new JavaHomes(Map.of(), List.of()).forTrino(Optional.of(old)))
                .hasMessageContaining("a Java 17; Trino needs 24 or later");
    }

    @Test
    void aChosenFolderWithoutJavaIsRefused() {
        assertThatThrownBy(() -> new JavaHomes(Map.of(), List.of()).forTrino(Optional.of(folder)))
                .hasMessageContaining("where no JDK is");
    }

    private Path java(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Path java = home.resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        return home;
    }
}
