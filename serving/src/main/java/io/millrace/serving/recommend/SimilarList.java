package io.millrace.serving.recommend;

import io.millrace.serving.factors.FactorMatrix;
import io.millrace.serving.factors.TopItems;
import io.millrace.serving.factors.TopItems.Scored;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Items by the angle between their factors and those of other items. */
final class SimilarList {
    private final ModelItems items;
    private final List<Direction> others;
    private final float[] sum;

    /** An item's factor, scaled to the length 1. */
    private record Direction(int item, float[] unit) {
        static Direction of(FactorMatrix factors, int item) {
            double[] factor = factors.factor(item);
            var unit = new float[factor.length];
            for (int index = 0; index < unit.length; index++) {
                unit[index] = (float) factor[index] / factors.length(item);
            }
            return new Direction(item, unit);
        }

        double times(double[] factor) {
            double product = 0;
            for (int index = 0; index < unit.length; index++) {
                product += unit[index] * factor[index];
            }
            return product;
        }
    }

    private SimilarList(ModelItems items, List<Direction> others) {
        this.items = items;
        this.others = others;
        this.sum = new float[items.model().factors().rank()];
        for (Direction other : others) {
            for (int index = 0; index < sum.length; index++) {
                sum[index] += other.unit()[index];
            }
        }
    }

    /** Items that are similar to these as a whole; nothing if the model has learned nothing of any of them. */
    static Optional<SimilarList> to(ModelItems items, List<String> ids) {
        FactorMatrix factors = items.model().factors();
        List<Direction> others = ids.stream()
                .map(items.model()::place)
                .flatMapToInt(OptionalInt::stream)
                .filter(item -> factors.length(item) > 0)
                .mapToObj(item -> Direction.of(factors, item))
                .toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(new SimilarList(items, others));
    }

    /** Adds the most similar items. */
    void addTo(Draft draft) {
        for (Scored scored :
                items.best(draft, (some, sink) -> items.model().factors().cosine(sum, some, sink))) {
            draft.add(new Pick(
                    items.entry(scored.item()),
                    ListPath.SIMILAR,
                    scored.score(),
                    () -> Reason.similar(items.named(closest(scored.item())))));
        }
    }

    /** The most similar of all items of the model, whatever anybody wants and has seen. */
    List<Scored> best(int most) {
        var top = new TopItems(most);
        items.model()
                .factors()
                .cosine(sum, Optional.empty(), (first, count, scores) -> top.take(first, count, scores, item -> true));
        return top.drain();
    }

    private int closest(int item) {
        double[] factor = items.model().factors().factor(item);
        return others.stream()
                .max(Comparator.comparingDouble(other -> other.times(factor)))
                .orElseThrow()
                .item();
    }
}
