package io.millrace.ml.tune;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.ParameterSearch;
import io.millrace.contracts.online.ParameterSearch.Tried;
import io.millrace.ml.als.AlsParameters;
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
    private static final String HEADING = "%9s %6s %14s %6s %10s %9s %10s%n";
    private static final String LINE = "%9s %6d %14s %6s %10d %9.4f %10.4f%s%n";

    private final PrintStream out;
    private final String ndcg;
    private final String recall;
    private final List<Trial> trials = new ArrayList<>();
    private Position position = Position.START;
    private Instant cutoff = Instant.EPOCH;
    private int planned;

    public TuneReport(PrintStream out, int k) {
        this.out = out;
        this.ndcg = new Ndcg(k).name();
        this.recall = new Recall(k).name();
    }

    /** Says what the trials are judged by. */
    void begin(Position of, Instant from, int count) {
        position = of;
        cutoff = from;
        planned = count;
        out.println("Interactions at position %s, fitted on what happened before %s, judged by what happened"
                .formatted(position, cutoff));
        out.println("then; the events by which models are judged, the latest, are in neither.");
        out.printf(HEADING, "trial", "rank", "regularization", "alpha", "iterations", ndcg, recall);
    }

    /**
     * Prints one trial.
     *
     * @param before whether it was made before, by a search that was ended
     */
    void add(Trial trial, boolean before) {
        trials.add(trial);
        AlsParameters parameters = trial.parameters();
        out.printf(
                Locale.ROOT,
                LINE,
                "%d/%d".formatted(trials.size(), planned),
                parameters.rank(),
                parameters.regularization(),
                parameters.alpha(),
                parameters.iterations(),
                of(trial.evaluation().metrics(), ndcg),
                of(trial.evaluation().metrics(), recall),
                before ? "  (tried before)" : "");
    }

    /** Prints popularity, and the settings of the best trial; gives what was found. */
    ParameterSearch end() {
        List<Trial> bestFirst = trials.stream()
                .sorted(Comparator.comparingDouble(this::reached).reversed())
                .toList();
        Trial best = bestFirst.get(0);
        Map<String, Double> popularity = best.evaluation().baseline();
        long users = best.evaluation().users();
        out.printf(
                Locale.ROOT,
                "%9s %6s %14s %6s %10s %9.4f %10.4f%n",
                "-",
                "-",
                "popularity",
                "-",
                "-",
                of(popularity, ndcg),
                of(popularity, recall));
        out.printf("Best by %s of %d users:%n", ndcg, users);
        out.printf(
                Locale.ROOT,
                "  ml.als { rank = %d, regularization = %s, alpha = %s, iterations = %d }%n",
                best.parameters().rank(),
                best.parameters().regularization(),
                best.parameters().alpha(),
                best.parameters().iterations());
        return new ParameterSearch(
                position,
                cutoff,
                ndcg,
                users,
                of(popularity, ndcg),
                bestFirst.stream().map(this::tried).toList());
    }

    private Tried tried(Trial trial) {
        AlsParameters parameters = trial.parameters();
        return new Tried(
                parameters.rank(),
                parameters.regularization(),
                parameters.alpha(),
                parameters.iterations(),
                parameters.seed(),
                reached(trial));
    }

    private double reached(Trial trial) {
        return of(trial.evaluation().metrics(), ndcg);
    }

    private static double of(Map<String, Double> metrics, String name) {
        return metrics.getOrDefault(name, 0.0);
    }
}
