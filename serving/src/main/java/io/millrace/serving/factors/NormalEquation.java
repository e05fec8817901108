package io.millrace.serving.factors;

import java.util.Optional;

/**
 * A symmetric system of equations, kept as its upper triangle in rows, and its solution by Cholesky's decomposition.
 *
 * <p>Every inner loop adds a multiple of one row to another, which the compiler does for several numbers at once; a sum of
 * products would be a chain of additions.
 */
final class NormalEquation {
    private final int rank;
    private final double[][] matrix;
    private final double[] right;

    /** Starts from a matrix, which stays as it is, and a right side of zeros. */
    NormalEquation(double[][] start, int rank) {
        this.rank = rank;
        this.matrix = new double[rank][];
        for (int line = 0; line < rank; line++) {
            matrix[line] = start[line].clone();
        }
        this.right = new double[rank];
    }

    /** Adds the weight times {@code row rowᵀ} to a matrix, in its upper triangle. */
    static void addOuterProduct(double[][] matrix, double[] row, double weight) {
        for (int line = 0; line < row.length; line++) {
            addBehind(line, matrix[line], weight * row[line], row);
        }
    }

    /** Adds a multiple of a row to another one, from this column on. */
    private static void addBehind(int first, double[] target, double weight, double[] row) {
        for (int column = first; column < row.length; column++) {
            target[column] += weight * row[column];
        }
    }

    void addToMatrix(double[] row, double weight) {
        addOuterProduct(matrix, row, weight);
    }

    void addToRight(double[] row, double weight) {
        addBehind(0, right, weight, row);
    }

    void addToDiagonal(double number) {
        for (int line = 0; line < rank; line++) {
            matrix[line][line] += number;
        }
    }

    double[] right() {
        return right.clone();
    }

    /** The matrix as a product of a triangle with itself; nothing if it is not positive definite. It is used up then. */
    Optional<Triangle> decompose() {
        double[][] upper = matrix;
        for (int line = 0; line < rank; line++) {
            double[] pivot = upper[line];
            double square = pivot[line];
            if (!(square > 0 && Double.isFinite(square))) {
                return Optional.empty();
            }
            double root = Math.sqrt(square);
            for (int column = line; column < rank; column++) {
                pivot[column] /= root;
            }
            for (int below = line + 1; below < rank; below++) {
                addBehind(below, upper[below], -pivot[below], pivot);
            }
        }
        return Optional.of(new Triangle(upper, transposed(upper)));
    }

    private static double[][] transposed(double[][] upper) {
        double[][] lower = new double[upper.length][];
        for (int line = 0; line < upper.length; line++) {
            lower[line] = new double[line + 1];
            for (int column = 0; column <= line; column++) {
                lower[line][column] = upper[column][line];
            }
        }
        return lower;
    }

    /**
     * A decomposed matrix, which solves for any right side.
     *
     * @param lower the same triangle on its other side
     */
    record Triangle(double[][] upper, double[][] lower) {
        double[] solve(double[] right) {
            double[] solution = right.clone();
            for (int line = 0; line < solution.length; line++) {
                solution[line] /= upper[line][line];
                addBehind(line + 1, solution, -solution[line], upper[line]);
            }
            for (int line = solution.length - 1; line >= 0; line--) {
                double[] row = lower[line];
                solution[line] /= row[line];
                double known = solution[line];
                for (int column = 0; column < line; column++) {
                    solution[column] -= known * row[column];
                }
            }
            return solution;
        }
    }
}
