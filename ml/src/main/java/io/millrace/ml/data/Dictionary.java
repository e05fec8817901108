package io.millrace.ml.data;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.lakehouse.lake.Lake;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

/**
 * The numbers that stand for ids in training: once given, a number is never changed and never given again, so that the
 * same data gives the same model. A Delta table of kind, id and number, to which rows are only added.
 */
public final class Dictionary {
    private static final String TABLE = "dictionary";
    private static final StructType COLUMNS = new StructType()
            .add("kind", DataTypes.StringType, false)
            .add("id", DataTypes.StringType, false)
            .add("number", DataTypes.IntegerType, false);

    private final Lake lake;
    private final String schema;
    private Optional<Dataset<Row>> opened = Optional.empty();

    public Dictionary(Lake lake, LakeNames names) {
        this.lake = lake;
        this.schema = names.modelsSchema();
    }

    /** What an id identifies; users and items are counted apart. */
    public enum Kind {
        USER,
        ITEM;

        private String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Gives a number to every id that has none: the next ones in the order of the ids. */
    public void learn(Kind kind, Dataset<Row> ids) {
        // Sorting looks at it twice and numbering once more.
        Dataset<Row> fresh = ids.toDF("id")
                .where(col("id").isNotNull())
                .distinct()
                .join(numbers(kind), new String[] {"id"}, "left_anti")
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            if (!fresh.isEmpty()) {
                append(kind, fresh.orderBy("id"));
            }
        } finally {
            fresh.unpersist();
        }
    }

    private void append(Kind kind, Dataset<Row> fresh) {
        Row highest = numbers(kind).select(max("number")).head();
        int next = highest.isNullAt(0) ? 0 : highest.getInt(0) + 1;
        String code = kind.code();
        JavaRDD<Row> numbered = fresh.javaRDD()
                .zipWithIndex()
                .map(pair -> RowFactory.create(
                        code, pair._1().getString(0), Math.toIntExact(Math.addExact(next, pair._2()))));
        Dataset<Row> rows = lake.spark().createDataFrame(numbered, COLUMNS);
        rows.coalesce(1).write().format("delta").mode(SaveMode.Append).save(lake.location(schema, TABLE));
        opened = Optional.empty();
    }

    /** The numbers of one kind: id, number. */
    public Dataset<Row> numbers(Kind kind) {
        Dataset<Row> all = opened.orElseGet(this::open);
        opened = Optional.of(all);
        return all.where(col("kind").equalTo(lit(kind.code()))).select("id", "number");
    }

    private Dataset<Row> open() {
        return lake.exists(schema, TABLE)
                ? lake.read(schema, TABLE)
                : lake.spark().createDataFrame(List.of(), COLUMNS);
    }
}
