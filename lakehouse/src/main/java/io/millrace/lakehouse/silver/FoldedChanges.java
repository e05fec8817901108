package io.millrace.lakehouse.silver;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Folded rows that are computed once and read by all that follows, until this is closed. Few and small ones are held here:
 * for Spark to keep them costs a plan, a query and their serialization into every task, which for most folds is more than
 * all else.
 */
final class FoldedChanges implements AutoCloseable {
    /** At most so many changes are held here. */
    static final long FEW = 2_000;

    /** At most so many characters of changes are held here. */
    static final long SMALL = 4_000_000;

    private final Dataset<Row> rows;
    private final List<Row> held;

    private FoldedChanges(Dataset<Row> rows, List<Row> held) {
        this.rows = rows;
        this.held = held;
    }

    /** Computes the rows now, and holds them. */
    static FoldedChanges here(Dataset<Row> folded, SparkSession session) {
        List<Row> held = folded.collectAsList();
        return new FoldedChanges(session.createDataFrame(held, folded.schema()), held);
    }

    /** Computes the rows of changes that are here, without Spark. */
    static FoldedChanges of(List<Row> changes, FoldPartition fold, StructType columns, SparkSession session) {
        List<Row> folded = new ArrayList<>();
        fold.call(changes.iterator()).forEachRemaining(folded::add);
        // The rows that come back know their columns' names.
        return here(session.createDataFrame(folded, columns), session);
    }

    /** Lets Spark compute the rows when they are first read, and keep them. */
    static FoldedChanges kept(Dataset<Row> folded) {
        return new FoldedChanges(folded.persist(StorageLevel.MEMORY_AND_DISK()), null);
    }

    Dataset<Row> rows() {
        return rows;
    }

    /** What the rows come to. */
    FoldSummary summary(List<String> key) {
        return held == null ? FoldSummary.of(rows, key) : FoldSummary.of(held, rows.schema(), key);
    }

    @Override
    public void close() {
        if (held == null) {
            rows.unpersist();
        }
    }
}
