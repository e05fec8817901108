package io.millrace.testkit.process;

import io.millrace.testkit.StartException;
import io.millrace.testkit.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class NamedProcessIT {
    private final Path folder = TestStack.newFolder("processes");
    private final NamedProcess sleeper = new NamedProcess("sleeper", folder, folder);

    @AfterEach
    void stop() {
        sleeper.stop(Signal.KILL, Duration.ofSeconds(5));
    }

    @Test
    void isFoundAgainByAnother() {
        // Given
        RunningProcess started = startSleeper();

        // When
        NamedProcess later = new NamedProcess("sleeper", folder, folder);

        // Then
        assertThat(later.find().map(RunningProcess::pid)).contains(started.pid());
    }

    @Test
    void isNotTakenForAnotherProcessThatGotItsNumber() throws IOException {
        // Given
        RunningProcess started = startSleeper();
        String line = Files.readString(folder.resolve("sleeper.pid"));
        started.kill();

        // When
        Files.writeString(
                folder.resolve("sleeper.pid"),
                line.replaceFirst("\\d+", Long.toString(ProcessHandle.current().pid())));

        // Then
        assertThat(sleeper.find()).isEmpty();
        assertThat(sleeper.endedUnasked()).isTrue();
        sleeper.stop();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void isStartedOnceOnly() {
        // Given
        startSleeper();

        // Then
        assertThatThrownBy(this::startSleeper)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("sleeper runs already as process");
    }

    @Test
    void showsTheEndOfItsLogWhenItFailsAtOnce() {
        assertThatThrownBy(() -> start(
                        "echo old news >&2; echo no such planet >&2; exit 3",
                        Readiness.when(() -> false, Duration.ofSeconds(10))))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("sleeper ended with status 3 before it was ready; its log")
                .hasMessageEndingWith("no such planet");
        assertThat(sleeper.endedUnasked()).isFalse();
    }

    @Test
    void isStoppedWhenItIsNotReadyInTime() {
        assertThatThrownBy(() ->
                        start("echo thinking; exec sleep 60", Readiness.when(() -> false, Duration.ofMillis(300))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("was not ready within 0.3 seconds and was stopped")
                .hasMessageContaining("thinking");
        assertThat(sleeper.find()).isEmpty();
    }

    @Test
    void isKilledWhenItIgnoresTheRequestToEnd() {
        // Given
        RunningProcess stubborn = start(
                "trap '' TERM; echo armed; while true; do sleep 0.1; done",
                Readiness.when(() -> sleeper.log().tail(1).contains("armed"), Duration.ofSeconds(5)));

        // When
        boolean willing = sleeper.stop(Signal.TERM, Duration.ofMillis(300));

        // Then
        assertThat(willing).isFalse();
        assertThat(stubborn.isAlive()).isFalse();
        assertThat(sleeper.endedUnasked()).isFalse();
    }

    @Test
    void getsItsEnvironmentAndWritesFilesThatOnlyItsOwnerReads() throws IOException {
        // When
        RunningProcess process = sleeper.start(
                ProcessCommand.in(folder, List.of("/bin/sh", "-c", "echo $GREETING > made; sleep 1"))
                        .withEnvironment("GREETING", "good morning"),
                Lifetime.UNTIL_STOPPED,
                new Readiness(() -> true, Duration.ZERO));
        process.awaitExit(Duration.ofSeconds(5));

        // Then
        assertThat(folder.resolve("made")).hasContent("good morning");
        assertThat(Files.getPosixFilePermissions(folder.resolve("made")).toString())
                .doesNotContain("OTHERS");
    }

    @ParameterizedTest
    @EnumSource(Lifetime.class)
    void outlivesAKilledStarterOnlyWhenAsked(Lifetime lifetime) {
        // Given
        NamedProcess starter = new NamedProcess("starter", folder, folder);
        ProcessCommand command = ProcessCommand.in(
                        folder,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java")
                                        .toString(),
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                SleeperMain.class.getName(),
                                folder.toString(),
                                lifetime.name()))
                .withEnvironment("CLASSPATH", System.getProperty("java.class.path"));
        RunningProcess jvm = starter.start(
                command,
                Lifetime.WITH_THIS_JVM,
                Readiness.when(() -> sleeper.find().isPresent(), Duration.ofSeconds(20)));

        // When
        jvm.kill();

        // Then
        switch (lifetime) {
            case UNTIL_STOPPED -> {
                assertThat(sleeper.find()).isPresent();
                assertThat(sleeper.stop()).isTrue();
            }
            case WITH_THIS_JVM ->
                await().atMost(5, SECONDS)
                        .untilAsserted(() -> assertThat(sleeper.find()).isEmpty());
        }
    }

    private RunningProcess startSleeper() {
        return start("exec sleep 60", Readiness.atOnce());
    }

    private RunningProcess start(String script, Readiness readiness) {
        return sleeper.start(
                ProcessCommand.in(folder, List.of("/bin/sh", "-c", script)), Lifetime.WITH_THIS_JVM, readiness);
    }
}
