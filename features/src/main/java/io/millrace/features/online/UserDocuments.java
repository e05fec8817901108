package io.millrace.features.online;

import io.millrace.contracts.online.UserFeatures;
import io.millrace.contracts.online.UserFeatures.Interaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.struct;

/** One row for each user with features, and what the row says as the online store has it. */
final class UserDocuments {
    private static final Comparator<Interaction> STRONGEST_FIRST =
            Comparator.comparingDouble(Interaction::strength).reversed().thenComparing(Interaction::item);

    private UserDocuments() {}

    /** Rows of user, rfm (a struct or NULL) and interactions (a list of structs or NULL). */
    static Dataset<Row> rows(Dataset<Row> interactions, Optional<Dataset<Row>> rfm) {
        Dataset<Row> lists = interactions
                .groupBy("user")
                .agg(collect_list(struct("item", "strength", "count", "last_at"))
                        .as("interactions"));
        return rfm.map(table -> table.select(
                                col("user"),
                                struct(
                                                "recency_days",
                                                "frequency",
                                                "monetary",
                                                "recency_score",
                                                "frequency_score",
                                                "monetary_score",
                                                "segment")
                                        .as("rfm"))
                        .join(lists, new String[] {"user"}, "full"))
                .orElse(lists);
    }

    /** The user of a row of {@link #rows}. */
    static String user(Row row) {
        return row.getAs("user");
    }

    /** The features of a row of {@link #rows}. */
    static UserFeatures features(Row row) {
        return new UserFeatures(rfm(row), interactions(row));
    }

    private static Optional<UserFeatures.Rfm> rfm(Row row) {
        if (!List.of(row.schema().fieldNames()).contains("rfm")) {
            return Optional.empty();
        }
        return Optional.ofNullable(row.<Row>getAs("rfm"))
                .map(rfm -> new UserFeatures.Rfm(
                        rfm.<Long>getAs("recency_days"),
                        rfm.<Long>getAs("frequency"),
                        rfm.getAs("monetary"),
                        rfm.<Integer>getAs("recency_score"),
                        rfm.<Integer>getAs("frequency_score"),
                        rfm.<Integer>getAs("monetary_score"),
                        rfm.getAs("segment")));
    }

    private static List<Interaction> interactions(Row row) {
        int column = row.fieldIndex("interactions");
        List<Interaction> interactions = new ArrayList<>();
        if (!row.isNullAt(column)) {
            for (Row each : row.<Row>getList(column)) {
                interactions.add(new Interaction(
                        each.getString(0),
                        each.getDouble(1),
                        each.getLong(2),
                        each.getTimestamp(3).toInstant()));
            }
        }
        interactions.sort(STRONGEST_FIRST);
        return interactions;
    }
}
