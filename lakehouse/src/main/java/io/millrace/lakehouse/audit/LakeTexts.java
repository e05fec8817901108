package io.millrace.lakehouse.audit;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/** Writes rows of the lake as the texts by which they are compared. */
final class LakeTexts {
    private final ComparedColumns.Layout layout;
    private final TextHash hash = new TextHash();
    private int[] places;

    LakeTexts(ComparedColumns.Layout layout) {
        this.layout = layout;
    }

    List<String> row(Row row) {
        if (places == null) {
            places = new int[layout.columns().length];
            for (int index = 0; index < places.length; index++) {
                String name = layout.columns()[index];
                places[index] = name.isEmpty() ? -1 : row.fieldIndex(name);
            }
        }
        List<String> texts = new ArrayList<>(places.length);
        for (int place : places) {
            texts.add(place < 0 ? null : CanonicalText.of(row.get(place)));
        }
        return texts;
    }

    String key(List<String> row) {
        List<String> texts = new ArrayList<>(layout.key().length);
        for (int place : layout.key()) {
            texts.add(row.get(place));
        }
        return JsonTexts.write(texts);
    }

    long hash(String text) {
        return hash.of(text);
    }

    /** The place of a key among so many buckets. */
    int bucket(String key, int buckets) {
        return (int) (hash.of(key) & (buckets - 1));
    }
}
