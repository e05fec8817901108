package io.millrace.local.stack;

import io.millrace.testkit.process.ProcessCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AttachedProgramIT {
    /** Runs a program that tells its number and sleeps. */
    static final class Caller {
        private Caller() {}

        public static void main(String[] args) throws InterruptedException {
            var sleeper = new ProcessCommand(
                    List.of("/bin/sh", "-c", "echo $$; exec sleep 300"),
                    Map.of(),
                    Path.of("").toAbsolutePath());
            new AttachedProgram(sleeper, Map.of()).run(System.out::println);
        }
    }

    @Test
    void aProgramDoesNotOutliveACallerThatIsKilled() throws Exception {
        // Given
        Process caller = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Caller.class.getName())
                .start();
        long program = Long.parseLong(caller.inputReader().readLine());
        assertThat(ProcessHandle.of(program).filter(ProcessHandle::isAlive)).isPresent();
        // When
        caller.destroyForcibly().waitFor();
        // Then
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> ProcessHandle.of(program)
                .filter(ProcessHandle::isAlive)
                .isEmpty());
    }
}
