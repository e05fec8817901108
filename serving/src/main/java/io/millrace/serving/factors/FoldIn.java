package io.millrace.serving.factors;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Solves a user's interactions against fixed item factors, by the equation with which Spark's implicit ALS computes user
 * factors: {@code x = (YᵀY + Σ α|r| y yᵀ + λ n I)⁻¹ Σ (1 + α r) y}, the right sum over the n interactions with
 * {@code r > 0}. So a user whose interactions have not changed since training gets the vector of the training.
 */
public final class FoldIn {
    private final FactorMatrix items;
    private final double[][] gram;
    private final double regularization;
    private final double alpha;

    /** Computes YᵀY once, for all users. */
    public FoldIn(FactorMatrix items, double regularization, double alpha) {
        this.items = items;
        this.gram = items.gram();
        this.regularization = regularization;
        this.alpha = alpha;
    }

    /**
     * A user's tie to an item.
     *
     * @param item its place in the matrix
     * @param strength decayed to the moment that the model was trained for
     */
    public record Tie(int item, double strength) {}

    /**
     * The user that these interactions make; nothing if none of them is positive, or if the equation has no single
     * solution, as without regularization and with too few items.
     */
    public Optional<FoldedUser> fold(List<Tie> ties) {
        var equation = new NormalEquation(gram, items.rank());
        List<FoldedUser.Cause> causes = new ArrayList<>();
        for (Tie tie : ties) {
            // Spark keeps ratings as floats.
            double strength = (float) tie.strength();
            double[] factor = items.factor(tie.item());
            double confidence = alpha * Math.abs(strength);
            equation.addToMatrix(factor, confidence);
            if (strength > 0) {
                equation.addToRight(factor, 1 + confidence);
                causes.add(new FoldedUser.Cause(tie.item(), factor, 1 + confidence));
            }
        }
        if (causes.isEmpty()) {
            return Optional.empty();
        }
        equation.addToDiagonal(regularization * causes.size());
        return equation.decompose().map(triangle -> new FoldedUser(triangle, equation.right(), causes));
    }
}
