package io.millrace.ml.rank;

import java.util.List;
import org.apache.spark.sql.Row;

/** Factors of users as rows hold them. */
public final class UserVectors {
    private UserVectors() {}

    /** The array of floats in this column. */
    public static float[] of(Row row, int column) {
        List<Float> features = row.getList(column);
        float[] vector = new float[features.size()];
        for (int index = 0; index < vector.length; index++) {
            vector[index] = features.get(index);
        }
        return vector;
    }
}
