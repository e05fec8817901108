package io.millrace.features.online;

import io.millrace.contracts.online.UserSegments;
import io.millrace.contracts.online.UserSegments.Member;
import io.millrace.contracts.online.UserSegments.Segment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

/** Divides the users into their segments as the online store has them: with those who spent most, however many there are. */
final class SegmentDocument {
    /** So many of each segment are named. */
    static final int NAMED = 100;

    private SegmentDocument() {}

    /** The document of a table of recency, frequency and value. */
    static UserSegments of(Dataset<Row> rfm, Instant asOf) {
        Map<String, List<Member>> named = new HashMap<>();
        for (Row row : named(rfm).collectAsList()) {
            named.put(
                    row.getString(0),
                    row.<Row>getList(1).stream()
                            .sorted(Comparator.comparingInt(one -> one.getInt(0)))
                            .map(SegmentDocument::member)
                            .toList());
        }
        List<Segment> segments = rfm
                .groupBy("segment")
                .agg(count(lit(1)).as("users"), sum("monetary").as("monetary"))
                .collectAsList()
                .stream()
                .map(row -> new Segment(
                        row.getAs("segment"),
                        row.<Long>getAs("users"),
                        row.getAs("monetary"),
                        named.getOrDefault(row.<String>getAs("segment"), List.of())))
                .sorted(Comparator.comparingLong(Segment::users).reversed().thenComparing(Segment::segment))
                .toList();
        return new UserSegments(asOf, segments);
    }

    private static Dataset<Row> named(Dataset<Row> rfm) {
        var mostFirst = Window.partitionBy("segment").orderBy(col("monetary").desc(), col("user"));
        return rfm.withColumn("place", row_number().over(mostFirst))
                .where(col("place").leq(NAMED))
                .groupBy("segment")
                .agg(collect_list(struct("place", "user", "recency_days", "frequency", "monetary"))
                        .as("named"));
    }

    private static Member member(Row row) {
        return new Member(row.getString(1), row.getLong(2), row.getLong(3), row.<BigDecimal>getAs(4));
    }
}
