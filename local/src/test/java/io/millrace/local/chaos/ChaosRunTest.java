package io.millrace.local.chaos;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.stack.MillraceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChaosRunTest {
    private static final Mishap HARMLESS = Mishap.of("a harmless one", (stack, random) -> {});
    private static final Mishap FAILING = Mishap.of("one that fails", (stack, random) -> {
        throw new PipelineException(
                FailureKind.NOT_READY, "capture has ended", new IllegalArgumentException("its slot"));
    });
    private static final Compared WRONG = new Compared(false, 10, 1, 2, 3, List.of("chaos.people: DIFFERENT"));

    private final FakeStage stage = new FakeStage();
    private final List<String> story = new ArrayList<>();

    @Test
    void mishapsThatAreSurvivedEndWithNothingLost() throws InterruptedException {
        ChaosReport report = run(HARMLESS, HARMLESS);

        assertThat(report.asPromised()).isTrue();
        assertThat(last(report))
                .startsWith("2 mishaps of 1 kinds")
                .contains("20 rows compared")
                .endsWith("nothing was lost, doubled or wrong");
        assertThat(stage.done)
                .containsExactly(
                        "settle",
                        "strike a harmless one",
                        "heal",
                        "settle",
                        "audit",
                        "strike a harmless one",
                        "heal",
                        "settle",
                        "audit",
                        "compare");
    }

    @Test
    void aMishapThatFailsIsAResultWithItsCausesAndTheRunGoesOn() throws InterruptedException {
        ChaosReport report = run(FAILING, HARMLESS);

        assertThat(report.asPromised()).isFalse();
        assertThat(report.struck()).extracting(Struck::asPromised).containsExactly(false, true);
        assertThat(report.struck().get(0).problems())
                .singleElement()
                .asString()
                .contains("/logs", "capture has ended", "because of", "its slot");
        assertThat(last(report)).endsWith("0 rows lost, 0 doubled, 0 wrong; 1 mishaps not as promised");
    }

    @Test
    void aLakeThatIsWrongIsMendedBeforeTheNextMishap() throws InterruptedException {
        stage.audits.add(WRONG);
        ChaosReport report = run(HARMLESS, HARMLESS);

        assertThat(report.struck()).extracting(Struck::verdict).containsExactly("DIFFERENT", "equal");
        assertThat(stage.done).containsSequence("audit", "repair", "strike a harmless one");
        assertThat(last(report)).contains("1 rows lost, 2 doubled, 3 wrong");
    }

    @Test
    void whatARepairDoesNotMendBeginsAnewAndWhatThatDoesNotMendEndsTheRun() throws InterruptedException {
        stage.audits.addAll(List.of(WRONG, WRONG, FakeStage.EQUAL));
        assertThat(run(HARMLESS, HARMLESS).struck()).hasSize(2);
        assertThat(stage.done).containsSequence("audit", "repair", "begin anew", "settle", "audit");

        stage.audits.addAll(List.of(WRONG, WRONG, WRONG));
        ChaosReport report = run(HARMLESS, HARMLESS);

        assertThat(report.struck()).hasSize(1);
        assertThat(report.lines()).anyMatch(line -> line.startsWith("A new beginning failed"));
    }

    @Test
    void aProductThatDoesNotStartIsAResultToo() throws InterruptedException {
        stage.ways.add(new PipelineException(FailureKind.NOT_READY, "the lake did not come"));

        ChaosReport report = run(HARMLESS);

        assertThat(report.struck()).isEmpty();
        assertThat(report.asPromised()).isFalse();
        assertThat(report.lines()).anyMatch(line -> line.contains("the lake did not come"));
    }

    @Test
    void aDifferenceThatOnlyTheOtherComparisonSeesIsOne() throws InterruptedException {
        stage.differences = List.of("chaos.people lacks in the lake: 1");

        ChaosReport report = run(HARMLESS);

        assertThat(report.asPromised()).isFalse();
        assertThat(report.lines()).contains("chaos.people lacks in the lake: 1");
        assertThat(last(report)).contains("the run itself");
    }

    @Test
    void aMishapDuringWhichNothingWasWrittenProvesNothing() throws InterruptedException {
        ChaosReport report = new ChaosRun(stage, 1, Duration.ofMillis(1), story::add).once(List.of(HARMLESS));

        assertThat(report.asPromised()).isFalse();
        assertThat(report.lines()).contains("Nothing was committed meanwhile, so that nothing could be lost");
    }

    @Test
    void aProcessThatEndsWithoutHavingToIsAProblemThoughItWasStartedAgain() throws InterruptedException {
        var lakehouse = new Ended(MillraceProcess.LAKEHOUSE, OptionalInt.of(3), List.of("first", "OutOfMemoryError"));
        // Asked before the first mishap, when it is over, when the lake is back, and at the end.
        stage.ends.addAll(List.of(List.of(), List.of(lakehouse)));

        ChaosReport report = run(HARMLESS);

        assertThat(report.asPromised()).isFalse();
        assertThat(report.struck().get(0).verdict()).isEqualTo("equal, but NOT AS PROMISED");
        assertThat(report.struck().get(0).problems())
                .singleElement()
                .asString()
                .startsWith("lakehouse ended with status 3")
                .contains("first", "OutOfMemoryError");

        stage.ends.addAll(List.of(List.of(), List.of(), List.of(), List.of(lakehouse)));
        assertThat(run(HARMLESS).problems()).singleElement().asString().startsWith("lakehouse ended");
    }

    @Test
    void aProcessThatAMishapEndsIsToldOfAndOnlyUntilTheMishapIsOver() throws InterruptedException {
        var capture = new Ended(MillraceProcess.CDC, OptionalInt.empty(), List.of());
        Mishap killing = HARMLESS.ending(MillraceProcess.CDC);
        stage.ends.addAll(List.of(List.of(), List.of(capture)));
        assertThat(run(killing).asPromised()).isTrue();
        assertThat(story).contains("     cdc ended, as it may");

        stage.ends.addAll(List.of(List.of(), List.of(capture), List.of(capture)));
        assertThat(run(killing).asPromised()).isFalse();

        stage.ends.addAll(List.of(List.of(), List.of(capture), List.of(capture)));
        assertThat(run(killing.maybeEndingLater(MillraceProcess.CDC)).asPromised())
                .isTrue();
    }

    @Test
    void whatAMishapHasToTellIsTold() throws InterruptedException {
        stage.notes = List.of("the second cdc was turned away");

        run(HARMLESS);

        assertThat(story).contains("     the second cdc was turned away");
    }

    private ChaosReport run(Mishap... mishaps) throws InterruptedException {
        return new ChaosRun(stage, 1, Duration.ZERO, story::add).once(List.of(mishaps));
    }

    private static String last(ChaosReport report) {
        return report.lines().get(report.lines().size() - 1);
    }
}
