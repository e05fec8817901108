package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.TableSchema;
import io.millrace.lakehouse.quarantine.QuarantineTable;
import io.millrace.lakehouse.schema.SparkTypes;
import java.util.List;
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
        return folded.where(functions.col(ABSENT).isNotNull());
    }

    /** Everything that a merge may write. */
    static Dataset<Row> written(Dataset<Row> folded) {
        return folded.where(functions.col(ACTION).notEqual(REJECT)).select(ACTION, ABSENT, ROW);
    }

    /** The changes to be put aside, in the columns of the quarantine. */
    static Dataset<Row> rejected(Dataset<Row> folded) {
        return folded.where(functions.col(ACTION).equalTo(REJECT)).select(REJECTED + ".*");
    }
}
