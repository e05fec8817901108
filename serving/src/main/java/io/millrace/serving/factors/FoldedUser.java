package io.millrace.serving.factors;

import java.util.List;

/** A user's vector, with the interactions that made it. */
public final class FoldedUser {
    private final NormalEquation.Triangle triangle;
    private final List<Cause> causes;
    private final float[] vector;

    FoldedUser(NormalEquation.Triangle triangle, double[] right, List<Cause> causes) {
        this.triangle = triangle;
        this.causes = List.copyOf(causes);
        double[] solution = triangle.solve(right);
        this.vector = new float[solution.length];
        for (int index = 0; index < vector.length; index++) {
            vector[index] = (float) solution[index];
        }
    }

    record Cause(int item, double[] factor, double weight) {}

    /** The user's factor. */
    public float[] vector() {
        return vector.clone();
    }

    /**
     * What one interaction adds to the score of an item.
     *
     * @param item the place of the item that the user interacted with
     */
    public record Contribution(int item, double amount) {}

    /**
     * The score of an item as a sum over the user's positive interactions.
     *
     * @param factor of the item that is explained
     */
    public List<Contribution> contributions(double[] factor) {
        // score = yᵀ A⁻¹ Σ w yⱼ = Σ w (A⁻¹ y)ᵀ yⱼ, as A is symmetric.
        double[] influence = triangle.solve(factor);
        return causes.stream()
                .map(cause -> new Contribution(cause.item(), cause.weight() * product(influence, cause.factor())))
                .toList();
    }

    private static double product(double[] left, double[] right) {
        double sum = 0;
        for (int index = 0; index < left.length; index++) {
            sum += left[index] * right[index];
        }
        return sum;
    }
}
