package io.millrace.testkit.process;

import io.millrace.testkit.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JavaProgramTest {
    @TempDir
    private Path home;

    private ModuleFolder module;
    private Path target;

    @BeforeEach
    void makeModule() throws IOException {
        module = new MillraceHome(home).module("cdc");
        target = Files.createDirectories(module.path().resolve("target"));
        Files.writeString(target.resolve("classpath.txt"), "/m2/a.jar:/m2/b.jar\n");
    }

    @Test
    void runsTheMainClassWithFlagsBeforeAndArgumentsAfter() throws IOException {
        // Given
        Path options = Files.writeString(module.path().resolve("jvm.options"), "-Da=b");

        // When
        ProcessCommand command = JavaProgram.of(module, "io.millrace.cdc.CdcMain")
                .withHeap("256m")
                .withJvmFlags("-Dc=d")
                .withArguments("--help")
                .command(home);

        // Then
        assertThat(command.line().get(0)).endsWith("/bin/java");
        assertThat(command.line().subList(1, command.line().size()))
                .containsExactly("@" + options, "-Xmx256m", "-Dc=d", "io.millrace.cdc.CdcMain", "--help");
    }

    @Test
    void takesTheClassesOfTheBuildBeforeItsDependencies() throws IOException {
        // Given
        Files.createFile(target.resolve("millrace-cdc-0.1.0.jar"));
        Path classes = Files.createDirectory(target.resolve("classes"));

        // Then
        assertThat(module.classPath()).isEqualTo(classes + ":/m2/a.jar:/m2/b.jar");
    }

    @Test
    void takesTheJarWhereThereAreNoClasses() throws IOException {
        // Given
        Files.createFile(target.resolve("millrace-cdc-0.1.0-sources.jar"));
        Path jar = Files.createFile(target.resolve("millrace-cdc-0.1.0.jar"));

        // Then
        assertThat(module.classPath()).isEqualTo(jar + ":/m2/a.jar:/m2/b.jar");
    }

    @Test
    void saysHowToBuildAModuleThatIsNotBuilt() {
        assertThatThrownBy(() -> new MillraceHome(home).module("ml").classPath())
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("The module ml has not been built")
                .hasMessageEndingWith("build it with 'mvn package -Dquick'");
    }

    @Test
    void doesNotShowItsEnvironmentWhenPrinted() {
        assertThat(ProcessCommand.in(home, List.of("run")).withEnvironment("PASSWORD", "hunter2"))
                .asString()
                .doesNotContain("hunter2");
    }
}
