package io.millrace.ml.tune;

import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.evaluate.Evaluation;
import io.millrace.ml.evaluate.Ndcg;
import io.millrace.ml.evaluate.Recall;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints trials as they come, and then the best of them. */
public final class TuneReport {
    private final PrintStream out;
    private final String ndcg;
    private final String recall;
    private final List<Trial> trials = new ArrayList<>();

    public TuneReport(PrintStream out, int k) {
        this.out = out;
        this.ndcg = new Ndcg(k).name();
        this.recall = new Recall(k).name();
    }

    /** Says what the trials are judged by. */
    public void begin(Instant cutoff) {
        out.println("Fitted on what happened before " + cutoff + ", judged by what happened then; the events by which");
        out.println("models are judged, the latest, are in neither.");
        out.printf("%6s %14s %6s %9s %10s%n", "rank", "regularization", "alpha", ndcg, recall);
    }

    /** Prints one trial. */
    public void add(Trial trial) {
        trials.add(trial);
        AlsParameters parameters = trial.parameters();
        out.printf(
                Locale.ROOT,
                "%6d %14s %6s %9.4f %10.4f%n",
                parameters.rank(),
                parameters.regularization(),
                parameters.alpha(),
                of(trial.evaluation().metrics(), ndcg),
                of(trial.evaluation().metrics(), recall));
    }

    /** Prints popularity, and the settings of the best trial. */
    public void end() {
        trials.stream()
                .max(Comparator.comparingDouble(trial -> of(trial.evaluation().metrics(), ndcg)))
                .ifPresent(this::best);
    }

    private void best(Trial best) {
        Evaluation evaluation = best.evaluation();
        out.printf(
                Locale.ROOT,
                "%6s %14s %6s %9.4f %10.4f%n",
                "-",
                "popularity",
                "-",
                of(evaluation.baseline(), ndcg),
                of(evaluation.baseline(), recall));
        out.printf("Best by %s of %d users:%n", ndcg, evaluation.users());
        out.printf(
                Locale.ROOT,
                "  ml.als { rank = %d, regularization = %s, alpha = %s }%n",
                best.parameters().rank(),
                best.parameters().regularization(),
                best.parameters().alpha());
    }

    private static double of(Map<String, Double> metrics, String name) {
        return metrics.getOrDefault(name, 0.0);
    }
}
