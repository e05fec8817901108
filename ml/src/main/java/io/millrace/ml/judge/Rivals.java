package io.millrace.ml.judge;

import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.als.Factors;
import io.millrace.ml.compare.SparseMatrix;
import io.millrace.ml.data.HeldOut;
import io.millrace.ml.evaluate.Rival;
import io.millrace.ml.rank.ItemMatrix;
import io.millrace.ml.registry.Candidate;
import io.millrace.ml.registry.Judgement;
import io.millrace.ml.registry.ModelRegistry;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whom a candidate is compared with beside popularity. None of them has seen anything of the later part.
 *
 * @param k length of the lists
 * @param fit of parameters to the earlier part
 */
public record Rivals(ModelRegistry registry, int k, NeighbourRule rule, Function<AlsParameters, Factors> fit) {

    /**
     * The candidate's trial for strangers, item-kNN, fitted to the same data as the trial, and the model that is current, if
     * any.
     */
    public List<Contender> of(FactorRanker trial, HeldOut data, Optional<String> current) {
        return Stream.concat(
                        Stream.of(stranger(trial), neighbours(data.ratings())),
                        current.stream().map(model -> current(model, data.cutoff())))
                .toList();
    }

    static Contender stranger(FactorRanker model) {
        return Contender.against(
                new PairedTaste(model, true),
                Rival.STRANGER,
                "the model's lists by the taste of another user, compared with those by the own taste, both without what either user has",
                new PairedTaste(model, false));
    }

    private Contender neighbours(Dataset<Row> ratings) {
        long pairs = ratings.count();
        if (pairs > rule.maxPairs()) {
            return Contender.without(
                    Rival.ITEM_KNN,
                    "there are %d pairs of user and item, and item-kNN is fitted to %d at most (ml.item-knn.max-pairs)"
                            .formatted(pairs, rule.maxPairs()));
        }
        int[] users = new int[Math.toIntExact(pairs)];
        int[] items = new int[users.length];
        double[] strengths = new double[users.length];
        Iterator<Row> rows =
                ratings.select("user_number", "item_number", "strength").toLocalIterator();
        for (int index = 0; rows.hasNext(); index++) {
            Row row = rows.next();
            users[index] = row.getInt(0);
            items[index] = row.getInt(1);
            strengths[index] = row.getFloat(2);
        }
        int[] userNumbers = distinct(users);
        int[] itemNumbers = distinct(items);
        SparseMatrix train = SparseMatrix.of(
                positions(users, userNumbers),
                positions(items, itemNumbers),
                strengths,
                userNumbers.length,
                itemNumbers.length);
        return Contender.with(
                Rival.ITEM_KNN,
                "cosine with %d neighbours and shrinkage %s".formatted(rule.neighbours(), rule.shrinkage()),
                new NeighbourRanker(k, itemNumbers, train, rule.neighbours(), rule.shrinkage()));
    }

    private static int[] distinct(int[] numbers) {
        return Arrays.stream(numbers).sorted().distinct().toArray();
    }

    private static int[] positions(int[] numbers, int[] distinct) {
        return Arrays.stream(numbers)
                .map(number -> Arrays.binarySearch(distinct, number))
                .toArray();
    }

    private Contender current(String name, Instant cutoff) {
        Optional<Candidate> kept = registry.kept(name);
        if (kept.isEmpty()) {
            return Contender.without(Rival.CURRENT, name + " is no longer on the lake, nor are its parameters");
        }
        Candidate model = kept.get();
        Instant asOf = model.features().asOf();
        Optional<Dataset<Row>> items = registry.items(name);
        if (items.isPresent() && !asOf.isAfter(cutoff)) {
            return factors(model, items.get(), name + " as it is");
        }
        Optional<Instant> trial = registry.judged(name).map(Judgement::cutoff);
        Optional<Dataset<Row>> trialItems = registry.trialItems(name);
        if (trialItems.isPresent()
                && trial.filter(until -> !until.isAfter(cutoff)).isPresent()) {
            return factors(
                    model,
                    trialItems.get(),
                    "%s as its parameters were fitted, when it was judged, to what was before %s"
                            .formatted(name, trial.get()));
        }
        // Its parameters are what is left of it that saw nothing of the later part.
        return factors(
                model,
                fit.apply(model.parameters()).items(),
                "the parameters of %s, fitted again to what was before %s: the factors that are kept of it saw some of the rest, or are gone"
                        .formatted(name, cutoff));
    }

    private Contender factors(Candidate model, Dataset<Row> items, String note) {
        ItemMatrix matrix = ItemMatrix.of(items, model.parameters().rank());
        return Contender.with(Rival.CURRENT, note, new FactorRanker(k, matrix, model.parameters()));
    }
}
