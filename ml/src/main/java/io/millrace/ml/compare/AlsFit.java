package io.millrace.ml.compare;

import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.als.Factors;
import io.millrace.ml.als.FoldIn;
import io.millrace.ml.als.ImplicitAls;
import io.millrace.ml.rank.ItemMatrix;
import io.millrace.ml.rank.UserVectors;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Fits the ALS of the product to a matrix in memory; opens its lake, and with it Spark, at the first fit. */
public final class AlsFit implements AutoCloseable {
    private static final StructType COLUMNS = new StructType()
            .add("user_number", DataTypes.IntegerType, false)
            .add("item_number", DataTypes.IntegerType, false)
            .add("strength", DataTypes.FloatType, false);

    private final Supplier<Lake> opening;
    private Optional<Lake> opened = Optional.empty();

    /** Fits in the lake that is opened like this; only checkpoints are written there. */
    public AlsFit(Supplier<Lake> opening) {
        this.opening = opening;
    }

    /**
     * Fits factors.
     *
     * @param train users by items, with strengths
     * @param profiles the same with what users have beside training; a user of whom more is known than training knew is
     *     folded in
     */
    public Recommender of(SparseMatrix train, SparseMatrix profiles, AlsParameters parameters) {
        Lake lake = opened.orElseGet(opening);
        opened = Optional.of(lake);
        var context = JavaSparkContext.fromSparkContext(lake.spark().sparkContext());
        Broadcast<SparseMatrix> everywhere = context.broadcast(train);
        try (var als = new ImplicitAls(parameters, lake.spark(), lake.root() + "/checkpoints")) {
            Factors factors = als.fit(rows(lake, everywhere, train.rowCount(), parameters.blocks()));
            float[][] users = new float[train.rowCount()][parameters.rank()];
            factors.users()
                    .select("id", "features")
                    .collectAsList()
                    .forEach(row -> users[row.getInt(0)] = UserVectors.of(row, 1));
            ItemMatrix items = ItemMatrix.of(factors.items(), parameters.rank());
            foldIn(users, new FoldIn(items, parameters), train, profiles);
            return new FactorScores(users, items);
        } finally {
            everywhere.destroy();
        }
    }

    private static void foldIn(float[][] users, FoldIn foldIn, SparseMatrix train, SparseMatrix profiles) {
        IntStream.range(0, users.length)
                .parallel()
                .filter(user -> !Arrays.equals(train.row(user), profiles.row(user))
                        || !Arrays.equals(train.rowValues(user), profiles.rowValues(user)))
                .forEach(user -> users[user] = foldIn.of(profiles.row(user), profiles.rowValues(user)));
    }

    private static Dataset<Row> rows(Lake lake, Broadcast<SparseMatrix> train, int users, int parts) {
        FlatMapFunction<Long, Row> entries = number -> {
            SparseMatrix matrix = train.value();
            int user = Math.toIntExact(number);
            return IntStream.range(matrix.starts()[user], matrix.starts()[user + 1])
                    .mapToObj(index -> RowFactory.create(user, matrix.columns()[index], (float) matrix.values()[index]))
                    .iterator();
        };
        return lake.spark().range(0, users, 1, parts).as(Encoders.LONG()).flatMap(entries, Encoders.row(COLUMNS));
    }

    /** Closes the lake if it was opened. */
    @Override
    public void close() {
        opened.ifPresent(Lake::close);
    }
}
