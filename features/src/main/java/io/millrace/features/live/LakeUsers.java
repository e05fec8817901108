package io.millrace.features.live;

import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.features.AsOf;
import io.millrace.features.interaction.InteractionEvents;
import io.millrace.features.interaction.Interactions;
import io.millrace.features.silver.SilverTables;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;

/**
 * The users of a cut, each with what its rows tie it to, computed as the feature tables are.
 *
 * @param interactions of the same cut
 */
record LakeUsers(SilverTables tables, InteractionEvents interactions, Pipeline pipeline) {
    /**
     * A user that has a row.
     *
     * @param ties by item; those of events are not among them
     */
    record LakeUser(String id, Map<String, Tie> ties) {}

    /** What holds a live user to one of these. */
    UserComparison comparison() {
        return new UserComparison(
                tables.sourceTime(),
                Interactions.Rule.of(pipeline.recommend()),
                !pipeline.eventInteractions().isEmpty());
    }

    /** Every user, in no order. */
    Stream<LakeUser> all() {
        Dataset<Row> users = InteractionEvents.users(tables, pipeline.recommend())
                .where(col("user").isNotNull())
                .distinct();
        Iterator<Row> told = interactions
                .ofTables()
                .map(rows -> users.join(ties(rows), new String[] {"user"}, "left"))
                .orElseGet(() -> users.withColumn("ties", lit(null)))
                .toLocalIterator();
        Iterable<Row> once = () -> told;
        return StreamSupport.stream(once.spliterator(), false).map(LakeUsers::user);
    }

    private Dataset<Row> ties(Dataset<Row> rows) {
        Dataset<Row> counting = AsOf.until(rows, AsOf.latest(tables.sourceTime()));
        return Interactions.of(counting, tables.sourceTime(), Interactions.Rule.of(pipeline.recommend()))
                .groupBy(col("user"))
                .agg(collect_list(struct(
                                col("item"),
                                col("strength"),
                                col("count"),
                                unix_micros(col("first_at")),
                                unix_micros(col("last_at"))))
                        .as("ties"));
    }

    private static LakeUser user(Row row) {
        Map<String, Tie> ties = new HashMap<>();
        if (!row.isNullAt(1)) {
            List<Row> told = row.getList(1);
            told.forEach(each -> ties.put(
                    each.getString(0), new Tie(each.getDouble(1), each.getLong(2), each.getLong(3), each.getLong(4))));
        }
        return new LakeUser(row.getString(0), ties);
    }
}
