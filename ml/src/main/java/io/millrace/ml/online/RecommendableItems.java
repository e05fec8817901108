package io.millrace.ml.online;

import io.millrace.ml.rank.ItemMatrix;
import java.io.Serializable;
import java.util.BitSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What recommending needs to know of a model's items.
 *
 * @param ids by position
 * @param available positions that may be recommended
 */
public record RecommendableItems(String[] ids, BitSet available) implements Serializable {

    /**
     * Reads the items.
     *
     * @param items rows of number, item and available
     */
    public static RecommendableItems of(Dataset<Row> items, ItemMatrix matrix) {
        String[] ids = new String[matrix.size()];
        var available = new BitSet();
        for (Row row : items.select("number", "item", "available").collectAsList()) {
            int position = matrix.position(row.getInt(0));
            if (position >= 0) {
                ids[position] = row.getString(1);
                available.set(position, row.getBoolean(2));
            }
        }
        return new RecommendableItems(ids, available);
    }
}
