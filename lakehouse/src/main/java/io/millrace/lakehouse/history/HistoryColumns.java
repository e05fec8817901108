package io.millrace.lakehouse.history;

import io.millrace.contracts.change.TableSchema;
import io.millrace.lakehouse.schema.SparkTypes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that a history table has beside the source's. */
public final class HistoryColumns {
    /** When the version began. */
    public static final String FROM = "_valid_from";
    /** When it ended; null while it is what the row is. */
    public static final String TO = "_valid_to";
    /** What began it: insert, update, read or reload. */
    public static final String OPERATION = "_operation";
    /** What ended it: insert, update, delete, truncate, read or reload; null while it is what the row is. */
    public static final String ENDED_BY = "_ended_by";
    /** Position of the change that began it. */
    public static final String FROM_POSITION = "_from_position";
    /** Position of the change that ended it. */
    public static final String TO_POSITION = "_to_position";
    /** Whether it is what the row is; the table is partitioned by it, so that these are found without the others. */
    public static final String CURRENT = "_current";

    static final String READ = "read";
    static final String RELOAD = "reload";

    static final StructType OWN = new StructType()
            .add(FROM, DataTypes.TimestampType)
            .add(TO, DataTypes.TimestampType)
            .add(OPERATION, DataTypes.StringType)
            .add(ENDED_BY, DataTypes.StringType)
            .add(FROM_POSITION, DataTypes.StringType)
            .add(TO_POSITION, DataTypes.StringType)
            .add(CURRENT, DataTypes.BooleanType);

    private HistoryColumns() {}

    /** The source's columns with those of the history. */
    static StructType of(TableSchema table) {
        StructType columns = SparkTypes.of(table);
        for (var own : OWN.fields()) {
            columns = columns.add(own);
        }
        return columns;
    }

    /** The first of a source's columns whose name the history needs for itself. */
    static Optional<String> takenBy(String[] source) {
        List<String> own = List.of(OWN.fieldNames());
        return Stream.of(source)
                .filter(name -> own.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
