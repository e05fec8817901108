package io.millrace.orchestration.step;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LauncherTest {
    private static final Program PROGRAM = new Program("ml", "io.millrace.ml.TrainMain", List.of("train"), "2g");

    @TempDir
    Path home;

    @BeforeEach
    void createTarget() throws IOException {
        Files.createDirectories(home.resolve("ml/target"));
    }

    @Test
    void aJvmGetsTheFlagsAndTheClassPathOfItsModule() throws IOException {
        Files.writeString(home.resolve("ml/jvm.options"), "-XX:+UseSerialGC");
        Files.writeString(home.resolve("ml/target/classpath.txt"), "/jars/a.jar:/jars/b.jar\n");
        Files.createFile(home.resolve("ml/target/millrace-ml-1.0.jar"));
        Files.createFile(home.resolve("ml/target/millrace-ml-job.jar"));

        Command command = new LocalJvm(home, Optional.empty()).command(PROGRAM);

        assertThat(command.line().get(0)).endsWith("/bin/java");
        assertThat(command.line().subList(1, command.line().size()))
                .containsExactly(
                        "@" + home.resolve("ml/jvm.options"),
                        "-Xmx2g",
                        "-Dmillrace.home=" + home,
                        "io.millrace.ml.TrainMain",
                        "train");
        assertThat(command.environment())
                .containsEntry("CLASSPATH", home.resolve("ml/target/millrace-ml-1.0.jar") + ":/jars/a.jar:/jars/b.jar");
    }

    @Test
    void aModuleThatIsNotBuiltIsNamed() {
        assertThatThrownBy(() -> new LocalJvm(home, Optional.empty()).command(PROGRAM))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.ENVIRONMENT))
                .hasMessageContaining("The module ml has not been built");
    }

    @Test
    void sparkSubmitGetsTheClassTheMemoryTheJarAndTheArguments() throws IOException {
        Path jar = Files.createFile(home.resolve("ml/target/millrace-ml-job.jar"));
        var launcher = new SparkSubmit(
                home, List.of("spark-submit", "--master", "spark://host:7077"), "{module}/target/millrace-*-job.jar");

        assertThat(launcher.command(PROGRAM).line())
                .containsExactly(
                        "spark-submit",
                        "--master",
                        "spark://host:7077",
                        "--class",
                        "io.millrace.ml.TrainMain",
                        "--driver-memory",
                        "2g",
                        jar.toString(),
                        "train");
    }

    @Test
    void aJvmOfASharedTemporaryFolderGetsOneOfItsOwnBelowIt() throws IOException {
        Files.createFile(home.resolve("ml/target/classpath.txt"));
        Path shared = home.resolve("tmp");
        Command command = new LocalJvm(home, Optional.of(shared)).command(PROGRAM);
        try (Stream<Path> own = Files.list(shared)) {
            assertThat(command.line())
                    .contains("-Djava.io.tmpdir=" + own.findFirst().orElseThrow());
        }
    }

    @Test
    void aJarThatIsMissingIsNamedWithTheSetting() {
        var launcher = new SparkSubmit(home, List.of("spark-submit"), "{module}/target/millrace-{module}-job.jar");
        assertThatThrownBy(() -> launcher.command(PROGRAM))
                .hasMessageContaining("millrace-ml-job.jar matches no file")
                .hasMessageContaining("orchestration.spark-submit.jar");
    }
}
