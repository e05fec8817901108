package io.millrace.serving.factors;

import java.util.Optional;

/** A symmetric system of equations, kept as its lower triangle in rows, and its solution by Cholesky's decomposition. */
final class NormalEquation {
    private final int rank;
    private final double[] matrix;
    private final double[] right;

    /** Starts from a matrix, which stays as it is, and a right side of zeros. */
    NormalEquation(double[] start, int rank) {
        this.rank = rank;
        this.matrix = start.clone();
        this.right = new double[rank];
    }

    /** Adds the weight times {@code row rowᵀ} to a matrix, in its lower triangle. */
    static void addOuterProduct(double[] matrix, double[] row, double weight) {
        int rank = row.length;
        for (int line = 0; line < rank; line++) {
            double scaled = weight * row[line];
            int offset = line * rank;
            for (int column = 0; column <= line; column++) {
                matrix[offset + column] += scaled * row[column];
            }
        }
    }

    void addToMatrix(double[] row, double weight) {
        addOuterProduct(matrix, row, weight);
    }

    void addToRight(double[] row, double weight) {
        for (int line = 0; line < rank; line++) {
            right[line] += weight * row[line];
        }
    }

    void addToDiagonal(double number) {
        for (int line = 0; line < rank; line++) {
            matrix[line * rank + line] += number;
        }
    }

    double[] right() {
        return right.clone();
    }

    /** The matrix as a product of a triangle with itself; nothing if it is not positive definite. */
    Optional<Triangle> decompose() {
        double[] triangle = matrix.clone();
        for (int line = 0; line < rank; line++) {
            for (int column = 0; column <= line; column++) {
                double sum = triangle[line * rank + column];
                for (int inner = 0; inner < column; inner++) {
                    sum -= triangle[line * rank + inner] * triangle[column * rank + inner];
                }
                if (column < line) {
                    triangle[line * rank + column] = sum / triangle[column * rank + column];
                } else if (sum > 0 && Double.isFinite(sum)) {
                    triangle[line * rank + line] = Math.sqrt(sum);
                } else {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new Triangle(triangle, rank));
    }

    /** A decomposed matrix, which solves for any right side. */
    record Triangle(double[] numbers, int rank) {
        double[] solve(double[] right) {
            double[] solution = right.clone();
            for (int line = 0; line < rank; line++) {
                for (int inner = 0; inner < line; inner++) {
                    solution[line] -= numbers[line * rank + inner] * solution[inner];
                }
                solution[line] /= numbers[line * rank + line];
            }
            for (int line = rank - 1; line >= 0; line--) {
                for (int inner = line + 1; inner < rank; inner++) {
                    solution[line] -= numbers[inner * rank + line] * solution[inner];
                }
                solution[line] /= numbers[line * rank + line];
            }
            return solution;
        }
    }
}
