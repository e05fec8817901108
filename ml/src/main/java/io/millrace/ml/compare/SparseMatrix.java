package io.millrace.ml.compare;

import io.millrace.ml.files.EventLog;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A matrix of which most entries are zero: for each row the columns that are not, ascending, and their values.
 *
 * @param starts where each row begins in the other two arrays, and where the last one ends
 */
public record SparseMatrix(int columnCount, int[] starts, int[] columns, double[] values) implements Serializable {

    /** Users by items; the value of a pair is the sum of its weights. */
    public static SparseMatrix of(EventLog log) {
        int users = log.users().size();
        int[] ends = new int[users + 1];
        for (int row = 0; row < log.size(); row++) {
            ends[log.user(row) + 1]++;
        }
        for (int user = 0; user < users; user++) {
            ends[user + 1] += ends[user];
        }
        int[] next = Arrays.copyOf(ends, users);
        // Item above row, so that sorting brings the rows of an item together in their order.
        long[] order = new long[log.size()];
        for (int row = 0; row < log.size(); row++) {
            order[next[log.user(row)]++] = (long) log.item(row) << Integer.SIZE | row;
        }
        int[] columns = new int[log.size()];
        double[] values = new double[log.size()];
        int[] starts = new int[users + 1];
        int size = 0;
        for (int user = 0; user < users; user++) {
            Arrays.sort(order, ends[user], ends[user + 1]);
            for (int index = ends[user]; index < ends[user + 1]; index++) {
                int item = (int) (order[index] >>> Integer.SIZE);
                if (size == starts[user] || columns[size - 1] != item) {
                    columns[size++] = item;
                }
                values[size - 1] += log.weight((int) order[index]);
            }
            starts[user + 1] = size;
        }
        return new SparseMatrix(log.items().size(), starts, Arrays.copyOf(columns, size), Arrays.copyOf(values, size));
    }

    /**
     * The matrix with these entries, each place once.
     *
     * @param rows of the entries, in any order
     */
    public static SparseMatrix of(int[] rows, int[] columns, double[] values, int rowCount, int columnCount) {
        int[] starts = new int[rowCount + 1];
        for (int row : rows) {
            starts[row + 1]++;
        }
        for (int row = 0; row < rowCount; row++) {
            starts[row + 1] += starts[row];
        }
        int[] next = Arrays.copyOf(starts, rowCount);
        int[] moved = new int[rows.length];
        double[] movedValues = new double[rows.length];
        for (int index = 0; index < rows.length; index++) {
            int place = next[rows[index]]++;
            moved[place] = columns[index];
            movedValues[place] = values[index];
        }
        // To transpose sorts the columns of each row.
        return new SparseMatrix(columnCount, starts, moved, movedValues)
                .transposed()
                .transposed();
    }

    /** Adds a row, times a factor, to as many sums as there are columns. */
    public void addRow(int row, double factor, double[] sums) {
        for (int index = starts[row]; index < starts[row + 1]; index++) {
            sums[columns[index]] += values[index] * factor;
        }
    }

    public int rowCount() {
        return starts.length - 1;
    }

    /** How many entries are not zero. */
    public int size() {
        return columns.length;
    }

    /** The columns of a row, ascending. */
    public int[] row(int row) {
        return Arrays.copyOfRange(columns, starts[row], starts[row + 1]);
    }

    /** The values of a row, in the order of its columns. */
    public double[] rowValues(int row) {
        return Arrays.copyOfRange(values, starts[row], starts[row + 1]);
    }

    /** How many entries a row has. */
    public int rowSize(int row) {
        return starts[row + 1] - starts[row];
    }

    /** The same with every value replaced. */
    public SparseMatrix map(DoubleUnaryOperator change) {
        return new SparseMatrix(
                columnCount, starts, columns, Arrays.stream(values).map(change).toArray());
    }

    /** The same with rows and columns exchanged. */
    public SparseMatrix transposed() {
        int[] begin = new int[columnCount + 1];
        for (int column : columns) {
            begin[column + 1]++;
        }
        for (int column = 0; column < columnCount; column++) {
            begin[column + 1] += begin[column];
        }
        int[] next = Arrays.copyOf(begin, columnCount);
        int[] rows = new int[columns.length];
        double[] moved = new double[columns.length];
        for (int row = 0; row < rowCount(); row++) {
            for (int index = starts[row]; index < starts[row + 1]; index++) {
                int place = next[columns[index]]++;
                rows[place] = row;
                moved[place] = values[index];
            }
        }
        return new SparseMatrix(rowCount(), begin, rows, moved);
    }
}
