package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.TableSchema;
import io.millrace.lakehouse.quarantine.QuarantineTable;
import io.millrace.lakehouse.schema.QuotedName;
import io.millrace.lakehouse.schema.SparkTypes;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** The form in which folded changes wait to be written: what to do, with which row, or why not. */
final class FoldedRows {
    static final String ACTION = "action";
    /** Names of the columns whose values stay as the lake has them. */
    static final String ABSENT = "absent";

    static final String ROW = "row";
    static final String REJECTED = "rejected";

    static final String UPSERT = "upsert";
    static final String DELETE = "delete";
    static final String REJECT = "reject";
    /** A row that is inserted though its key is there, because what is there is deleted in the same merge. */
    static final String REPLACE = "replace";
    /** Put aside like a rejected change, and asked for at the source. */
    static final String ASK = "ask";

    private FoldedRows() {}

    static StructType columns(TableSchema target) {
        return new StructType()
                .add(ACTION, DataTypes.StringType)
                .add(ABSENT, DataTypes.createArrayType(DataTypes.StringType))
                .add(ROW, SparkTypes.of(target))
                .add(REJECTED, QuarantineTable.COLUMNS);
    }

    /**
     * A row to be written.
     *
     * @param absent names of columns whose values the lake must already have; null if it is whole
     * @param otherwise what is put aside if the lake does not have the row; null if it is whole
     */
    static Row upsert(List<Object> values, List<String> absent, Row otherwise) {
        Object names =
                absent == null ? null : CollectionConverters.asScala(absent).toSeq();
        return RowFactory.create(UPSERT, names, RowFactory.create(values.toArray()), otherwise);
    }

    static Row delete(List<Object> keyValues) {
        return RowFactory.create(DELETE, null, RowFactory.create(keyValues.toArray()), null);
    }

    /**
     * The more likely one of two rows, of a key that only the source can tell of.
     *
     * @param onlyOverRow whether it is nothing where the lake has no row
     */
    static Row doubtful(List<Object> values, boolean onlyOverRow, Row change) {
        return upsert(values, onlyOverRow ? List.of() : null, change);
    }

    static Row ask(Row quarantined) {
        return RowFactory.create(ASK, null, null, quarantined);
    }

    static Row reject(Row quarantined) {
        return RowFactory.create(REJECT, null, null, quarantined);
    }

    /** The rows that are whole, in the columns of the table. */
    static Dataset<Row> whole(Dataset<Row> folded) {
        return folded.where(functions
                        .col(ACTION)
                        .equalTo(UPSERT)
                        .and(functions.col(ABSENT).isNull()))
                .select(ROW + ".*");
    }

    /** The rows that need what the lake has of them. */
    static Dataset<Row> partial(Dataset<Row> folded) {
        return folded.where(functions.size(functions.col(ABSENT)).gt(0));
    }

    /** The rows that are doubtful if the lake has one of the same key. */
    static Dataset<Row> suspect(Dataset<Row> folded) {
        return folded.where(functions.size(functions.col(ABSENT)).equalTo(0));
    }

    /** The rows that only the source can tell of, whatever the lake has. */
    static Dataset<Row> unknown(Dataset<Row> folded) {
        Column doubtful = functions
                .col(ACTION)
                .equalTo(UPSERT)
                .and(functions.col(ABSENT).isNull())
                .and(functions.col(REJECTED).isNotNull());
        return folded.where(functions.col(ACTION).equalTo(ASK).or(doubtful));
    }

    /** Everything that a merge may write. */
    static Dataset<Row> written(Dataset<Row> folded) {
        return folded.where(functions.col(ACTION).isin(UPSERT, DELETE)).select(ACTION, ABSENT, ROW);
    }

    /**
     * What a merge may write, with whole rows of these keys taking the place of all that the table has of the key. Else
     * each of the rows there would be updated.
     *
     * @param keys in the key's columns of the table
     */
    static Dataset<Row> replacing(Dataset<Row> written, Dataset<Row> keys, List<String> key) {
        Column same = key.stream()
                .map(name -> functions.col(ROW).getField(name).equalTo(keys.col(QuotedName.of(name))))
                .reduce(Column::and)
                .orElseThrow();
        Column isWhole =
                functions.col(ACTION).equalTo(UPSERT).and(functions.col(ABSENT).isNull());
        Dataset<Row> replacements = written.where(isWhole).join(keys, same, "left_semi");
        return written.where(functions.not(isWhole))
                .unionByName(written.where(isWhole).join(keys, same, "left_anti"))
                .unionByName(replacements.withColumn(ACTION, functions.lit(DELETE)))
                .unionByName(replacements.withColumn(ACTION, functions.lit(REPLACE)));
    }

    /** The changes to be put aside, in the columns of the quarantine. */
    static Dataset<Row> rejected(Dataset<Row> folded) {
        return folded.where(functions.col(ACTION).isin(REJECT, ASK)).select(REJECTED + ".*");
    }
}
