package io.millrace.ml.judge;

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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whom a candidate is compared with beside popularity. None of them has seen anything of the later part.
 *
 * @param k length of the lists
 */
public record Rivals(ModelRegistry registry, int k, NeighbourRule rule) {

    /** Item-kNN, fitted to the same data as the candidate's trial, and the model that is current, if any. */
    public List<Contender> of(HeldOut data, Optional<String> current) {
        Contender neighbours = neighbours(data.ratings());
        return current.map(model -> List.of(neighbours, current(model, data.cutoff())))
                .orElseGet(() -> List.of(neighbours));
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

    private Contender current(String model, Instant cutoff) {
        Optional<Candidate> candidate = registry.kept(model);
        if (candidate.isEmpty()) {
            return Contender.without(Rival.CURRENT, model + " is no longer on the lake");
        }
        Instant asOf = candidate.get().features().asOf();
        if (!asOf.isAfter(cutoff)) {
            return factors(candidate.get(), registry.factors(model).items(), model + " as it is");
        }
        Optional<Instant> trial = registry.judged(model).map(Judgement::cutoff);
        Optional<Dataset<Row>> items = registry.trialItems(model);
        if (items.isPresent() && trial.filter(until -> !until.isAfter(cutoff)).isPresent()) {
            return factors(
                    candidate.get(),
                    items.get(),
                    "%s as its parameters were fitted, when it was judged, to what was before %s"
                            .formatted(model, trial.get()));
        }
        return Contender.without(
                Rival.CURRENT,
                "%s was trained as of %s and its trial on what was before %s, so it saw some of what happened from %s on"
                        .formatted(model, asOf, trial.map(Instant::toString).orElse("an unknown moment"), cutoff));
    }

    private Contender factors(Candidate model, Dataset<Row> items, String note) {
        ItemMatrix matrix = ItemMatrix.of(items, model.parameters().rank());
        return Contender.with(Rival.CURRENT, note, new FactorRanker(k, matrix, model.parameters()));
    }
}
