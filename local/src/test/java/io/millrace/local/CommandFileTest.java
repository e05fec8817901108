package io.millrace.local;

import io.millrace.testkit.process.MillraceHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The command file in a checkout where nothing is built, on machines that lack something. */
class CommandFileTest {
    private static final int ENVIRONMENT = 3;

    @TempDir
    private Path folder;

    private Path checkout;
    private Path programs;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = Files.createDirectory(folder.resolve("checkout"));
        programs = Files.createDirectory(folder.resolve("bin"));
        Files.copy(MillraceHome.find().path().resolve("millrace"), checkout.resolve("millrace"));
        for (String program : new String[] {"bash", "dirname", "readlink", "sed", "mkdir", "touch", "uname", "flock"}) {
            program(program, "exec %s \"$@\"".formatted(existing(program)));
        }
        java("echo '    java.specification.version = 17' >&2");
    }

    @Test
    void anotherPlatformIsRefusedBeforeAnythingIsDownloaded() throws Exception {
        // Given
        Files.delete(programs.resolve("uname"));
        program("uname", "[ \"$1\" = -s ] && echo Darwin || echo arm64");
        // Then
        assertRefused(Map.of(), "this is Darwin/arm64; use the containers");
    }

    @Test
    void aMachineWithoutJavaIsTold() throws Exception {
        // Given
        Files.delete(programs.resolve("java"));
        // Then
        assertRefused(Map.of(), "there is no java on the path; install one or set JAVA_HOME");
    }

    @Test
    void aJavaHomeWithoutJavaIsNotPassedOverInSilence() throws Exception {
        assertRefused(Map.of("JAVA_HOME", "/not/there"), "JAVA_HOME is /not/there, but there is no java below it");
    }

    @Test
    void anotherVersionIsNamed() throws Exception {
        // Given
        java("echo '    java.specification.version = 25' >&2");
        // Then
        assertRefused(Map.of(), "Millrace runs on JDK 17, but " + programs.resolve("java") + " is version 25");
    }

    @Test
    void aJavaThatDoesNotRunSaysWhatItSaid() throws Exception {
        // Given
        java("echo 'error while loading shared libraries: libjli.so' >&2; exit 127");
        // Then
        assertRefused(Map.of(), "does not run: error while loading shared libraries: libjli.so");
    }

    @Test
    void aMachineWithoutMavenIsTold() throws Exception {
        assertRefused(Map.of(), "needs Maven 3.8 or later for that, but there is no mvn on the path");
    }

    @Test
    void aRuntimeWithoutCompilerIsTold() throws Exception {
        // Given
        program("mvn", "exit 1");
        // Then
        assertRefused(Map.of(), "is a runtime without javac");
    }

    private void assertRefused(Map<String, String> environment, String sentence) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        existing("bash").toString(),
                        checkout.resolve("millrace").toString(),
                        "status")
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", programs.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(ENVIRONMENT);
        assertThat(output.lines()).singleElement().asString().contains(sentence);
    }

    private void java(String body) throws IOException {
        Files.deleteIfExists(programs.resolve("java"));
        program("java", body);
    }

    private void program(String name, String body) throws IOException {
        Path file = programs.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path existing(String program) {
        for (String folder : new String[] {"/bin", "/usr/bin"}) {
            Path path = Path.of(folder, program);
            if (Files.isExecutable(path)) {
                return path;
            }
        }
        throw new AssertionError("There is no " + program);
    }
}
