package io.millrace.lakehouse.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A table of the lake; each question is one job that reads the table once. */
record LakeSide(Dataset<Row> table, ComparedColumns columns) implements TableSide {
    private static final StructType SUMS = new StructType()
            .add("bucket", DataTypes.IntegerType)
            .add("count", DataTypes.LongType)
            .add("sum", DataTypes.LongType);
    private static final StructType HASHES =
            new StructType().add("key", DataTypes.StringType).add("hash", DataTypes.LongType);
    private static final StructType ROWS =
            new StructType().add("key", DataTypes.StringType).add("row", DataTypes.StringType);

    @Override
    public BucketSums sums(int buckets) {
        ComparedColumns.Layout layout = columns.layout();
        MapPartitionsFunction<Row, Row> sum = rows -> summed(rows, new LakeTexts(layout), buckets);
        var sums = new BucketSums(buckets);
        for (Row row : table.mapPartitions(sum, Encoders.row(SUMS)).collectAsList()) {
            sums.add(row.getInt(0), row.getLong(1), row.getLong(2));
        }
        return sums;
    }

    private static Iterator<Row> summed(Iterator<Row> rows, LakeTexts texts, int buckets) {
        var sums = new BucketSums(buckets);
        while (rows.hasNext()) {
            List<String> row = texts.row(rows.next());
            sums.add(texts.bucket(texts.key(row), buckets), 1, texts.hash(JsonTexts.write(row)));
        }
        List<Row> summed = new ArrayList<>();
        for (int bucket = 0; bucket < buckets; bucket++) {
            if (sums.counts()[bucket] > 0) {
                summed.add(RowFactory.create(bucket, sums.counts()[bucket], sums.sums()[bucket]));
            }
        }
        return summed.iterator();
    }

    @Override
    public Map<String, List<Long>> hashes(int buckets, Collection<Integer> wanted) {
        ComparedColumns.Layout layout = columns.layout();
        Set<Integer> places = new HashSet<>(wanted);
        MapPartitionsFunction<Row, Row> hash = rows -> {
            var texts = new LakeTexts(layout);
            List<Row> hashed = new ArrayList<>();
            rows.forEachRemaining(each -> {
                List<String> row = texts.row(each);
                String key = texts.key(row);
                if (places.contains(texts.bucket(key, buckets))) {
                    hashed.add(RowFactory.create(key, texts.hash(JsonTexts.write(row))));
                }
            });
            return hashed.iterator();
        };
        return collected(hash, HASHES);
    }

    @Override
    public Map<String, List<String>> rows(Collection<String> keys) {
        ComparedColumns.Layout layout = columns.layout();
        Set<String> wanted = new HashSet<>(keys);
        MapPartitionsFunction<Row, Row> find = rows -> {
            var texts = new LakeTexts(layout);
            List<Row> found = new ArrayList<>();
            rows.forEachRemaining(each -> {
                List<String> row = texts.row(each);
                String key = texts.key(row);
                if (wanted.contains(key)) {
                    found.add(RowFactory.create(key, JsonTexts.write(row)));
                }
            });
            return found.iterator();
        };
        return collected(find, ROWS);
    }

    private <T> Map<String, List<T>> collected(MapPartitionsFunction<Row, Row> function, StructType schema) {
        Map<String, List<T>> found = new HashMap<>();
        for (Row row : table.mapPartitions(function, Encoders.row(schema)).collectAsList()) {
            found.computeIfAbsent(row.getString(0), any -> new ArrayList<>(1)).add(row.<T>getAs(1));
        }
        return found;
    }
}
