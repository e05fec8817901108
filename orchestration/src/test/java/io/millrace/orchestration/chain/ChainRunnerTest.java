package io.millrace.orchestration.chain;

import io.millrace.contracts.process.FailureKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChainRunnerTest {
    private static final StepOutcome DONE = StepOutcome.succeeded("");
    private static final StepOutcome LAKE_AWAY = StepOutcome.ofExitCode(FailureKind.LAKE.exitCode(), "no lake");
    private static final StepOutcome WRONG = StepOutcome.ofExitCode(FailureKind.CONFIGURATION.exitCode(), "wrong flag");

    private final StopSignal stop = new StopSignal();
    private final ChainRunner runner =
            new ChainRunner(new RetryPolicy(3, Duration.ofMillis(1), 1, Duration.ofMillis(1)), stop);
    private final Journal journal = new Journal(stop);

    /** Remembers what a run writes down. */
    private static final class Journal implements ChainJournal {
        private final StopSignal stop;
        private final List<String> lines = new ArrayList<>();

        private Journal(StopSignal stop) {
            this.stop = stop;
        }

        @Override
        public StepCall began(Step step, int attempt) {
            lines.add(step.name() + " " + attempt);
            return new StepCall(Path.of(step.name()), stop, process -> {});
        }

        @Override
        public void ended(StepOutcome outcome) {
            lines.add(outcome.result().code());
        }
    }

    private static Step step(String name, StepOutcome... outcomes) {
        Iterator<StepOutcome> next = List.of(outcomes).iterator();
        return new Step(name, call -> next.next());
    }

    private ChainEnd run(Step... steps) {
        return runner.run(new Chain("chain", List.of(steps), false), journal);
    }

    @Test
    void stepsRunInTheirOrder() {
        ChainEnd end = run(step("first", DONE), step("second", DONE));
        assertThat(end.result()).isEqualTo(Result.SUCCEEDED);
        assertThat(journal.lines).containsExactly("first 1", "succeeded", "second 1", "succeeded");
    }

    @Test
    void nothingRunsAfterAStepThatFailed() {
        ChainEnd end = run(step("first", WRONG), step("second", DONE));
        assertThat(end.kind()).contains(FailureKind.CONFIGURATION);
        assertThat(end.message())
                .isEqualTo("The step first failed at attempt 1 (CONFIGURATION, exit code 2): wrong flag");
        assertThat(journal.lines).containsExactly("first 1", "failed");
    }

    @Test
    void independentStepsRunAfterOneThatFailedAndEachFailureIsTold() {
        // When
        ChainEnd end = runner.run(
                new Chain("chain", List.of(step("first", WRONG), step("second", DONE), step("third", WRONG)), true),
                journal);
        // Then
        assertThat(end.kind()).contains(FailureKind.CONFIGURATION);
        assertThat(end.message())
                .isEqualTo("The step first failed at attempt 1 (CONFIGURATION, exit code 2): wrong flag;"
                        + " The step third failed at attempt 1 (CONFIGURATION, exit code 2): wrong flag");
        assertThat(journal.lines).containsExactly("first 1", "failed", "second 1", "succeeded", "third 1", "failed");
    }

    @Test
    void aStopKeepsIndependentStepsFromRunning() {
        // Given
        Step stopping = new Step("first", call -> {
            stop.ask();
            return WRONG;
        });
        // When
        ChainEnd end = runner.run(new Chain("chain", List.of(stopping, step("second", DONE)), true), journal);
        // Then
        assertThat(end.result()).isEqualTo(Result.INTERRUPTED);
        assertThat(journal.lines).containsExactly("first 1", "failed");
    }

    @Test
    void aFailureThatMayPassIsTriedAgainAndTheChainGoesOn() {
        ChainEnd end = run(step("first", LAKE_AWAY, LAKE_AWAY, DONE), step("second", DONE));
        assertThat(end.result()).isEqualTo(Result.SUCCEEDED);
        assertThat(journal.lines)
                .containsExactly(
                        "first 1", "failed", "first 2", "failed", "first 3", "succeeded", "second 1", "succeeded");
    }

    @Test
    void attemptsAreBounded() {
        ChainEnd end = run(step("first", LAKE_AWAY, LAKE_AWAY, LAKE_AWAY, DONE));
        assertThat(end.kind()).contains(FailureKind.LAKE);
        assertThat(end.message()).contains("attempt 3");
    }

    @Test
    void aRetryThatFailsForGoodEndsTheChain() {
        assertThat(run(step("first", LAKE_AWAY, WRONG, DONE)).kind()).contains(FailureKind.CONFIGURATION);
    }

    @Test
    void aStopDuringThePauseBetweenAttemptsInterrupts() {
        var patient = new ChainRunner(new RetryPolicy(3, Duration.ofHours(1), 1, Duration.ofHours(1)), stop);
        Step failing = new Step("first", call -> {
            stop.ask();
            return LAKE_AWAY;
        });
        ChainEnd end = patient.run(new Chain("chain", List.of(failing), false), journal);
        assertThat(end.result()).isEqualTo(Result.INTERRUPTED);
    }

    @Test
    void noStepBeginsAfterAStop() {
        Step stopping = new Step("first", call -> {
            stop.ask();
            return DONE;
        });
        assertThat(run(stopping, step("second", DONE)).result()).isEqualTo(Result.INTERRUPTED);
        assertThat(journal.lines).containsExactly("first 1", "succeeded");
    }
}
