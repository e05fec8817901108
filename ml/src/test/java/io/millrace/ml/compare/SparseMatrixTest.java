package io.millrace.ml.compare;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SparseMatrixTest {
    @Test
    void entriesInAnyOrderAreTheMatrixWithTheColumnsOfEachRowAscending() {
        var matrix = SparseMatrix.of(new int[] {2, 0, 2, 0}, new int[] {1, 3, 0, 2}, new double[] {4, 2, 3, 1}, 3, 4);

        assertThat(matrix.starts()).containsExactly(0, 2, 2, 4);
        assertThat(matrix.columns()).containsExactly(2, 3, 0, 1);
        assertThat(matrix.values()).containsExactly(1, 2, 3, 4);
    }

    private final SparseMatrix matrix = SparseMatrix.of(Logs.of("u2,i3,1", "u1,i1,2", "u1,i3,4", "u1,i1,8"));

    @Test
    void weightsOfAPairAreAddedUp() {
        assertThat(matrix.starts()).containsExactly(0, 2, 3);
        assertThat(matrix.columns()).containsExactly(0, 1, 1);
        assertThat(matrix.values()).containsExactly(10, 4, 1);
    }

    @Test
    void transposingExchangesRowsAndColumns() {
        SparseMatrix transposed = matrix.transposed();

        assertThat(transposed.row(0)).containsExactly(0);
        assertThat(transposed.row(1)).containsExactly(0, 1);
        assertThat(transposed.values()).containsExactly(10, 4, 1);
        assertThat(transposed.transposed().columns()).isEqualTo(matrix.columns());
        assertThat(transposed.transposed().starts()).isEqualTo(matrix.starts());
    }

    @Test
    void confidencesReplaceValues() {
        assertThat(Confidence.BINARY.of(matrix).values()).containsExactly(1, 1, 1);
        assertThat(Confidence.LINEAR.of(matrix).values()).containsExactly(10, 4, 1);
        assertThat(Confidence.LOG.of(matrix).values()).containsExactly(Math.log(11), Math.log(5), Math.log(2));
    }
}
