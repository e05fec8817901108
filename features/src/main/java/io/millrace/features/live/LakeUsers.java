package io.millrace.features.live;

import io.millrace.contracts.pipeline.EventInteraction;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.features.AsOf;
import io.millrace.features.interaction.InteractionEvents;
import io.millrace.features.interaction.Interactions;
import io.millrace.features.silver.EventTables;
import io.millrace.features.silver.SilverTables;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;

/**
 * The users of a cut, each with what ties it to items, computed as the feature tables are.
 *
 * @param events where events are that are interactions
 */
record LakeUsers(SilverTables tables, EventTables events, Pipeline pipeline) {
    private static final String[] PAIR = {"user", "item"};

    /**
     * What the lake says of a tie.
     *
     * @param isOfOldEvents whether an event takes part that a live state which was built anew has never read
     */
    record LakeTie(Tie tie, boolean isOfOldEvents) {}

    /** A user that has a row. */
    record LakeUser(String id, Map<String, LakeTie> ties) {}

    /** The moment to which strengths decay. */
    Instant asOf() {
        return tables.sourceTime();
    }

    /** Every user, in no order. */
    Stream<LakeUser> all() {
        Dataset<Row> rows = AsOf.until(
                new InteractionEvents(tables, events, pipeline, List.of()).rows(), AsOf.latest(tables.sourceTime()));
        Dataset<Row> ties = Interactions.of(rows, asOf(), pipeline.recommend().halfLife());
        Dataset<Row> told = withOldEvents(ties, rows)
                .groupBy(col("user"))
                .agg(collect_list(struct(
                                col("item"),
                                col("strength"),
                                col("count"),
                                unix_micros(col("first_at")),
                                unix_micros(col("last_at")),
                                col("old")))
                        .as("ties"));
        Iterator<Row> users = InteractionEvents.users(tables, pipeline.recommend())
                .where(col("user").isNotNull())
                .distinct()
                .join(told, new String[] {"user"}, "left")
                .toLocalIterator();
        Iterable<Row> once = () -> users;
        return StreamSupport.stream(once.spliterator(), false).map(LakeUsers::user);
    }

    /** The lake keeps events for ever, and Kafka for as long as their type says. */
    private Dataset<Row> withOldEvents(Dataset<Row> ties, Dataset<Row> rows) {
        if (pipeline.eventInteractions().isEmpty()) {
            return ties.withColumn("old", lit(false));
        }
        Column isOld = lit(false);
        for (EventInteraction kind : pipeline.eventInteractions()) {
            Duration kept = pipeline.typeOf(kind).keeping().memory();
            isOld = isOld.or(col("kind").equalTo(kind.name()).and(col("at").lt(lit(asOf().minus(kept)))));
        }
        Dataset<Row> old = rows.where(isOld).select("user", "item").distinct().withColumn("is_old", lit(true));
        return ties.join(old, PAIR, "left").withColumn("old", coalesce(col("is_old"), lit(false)));
    }

    private static LakeUser user(Row row) {
        Map<String, LakeTie> ties = new HashMap<>();
        if (!row.isNullAt(1)) {
            List<Row> told = row.getList(1);
            told.forEach(each -> ties.put(
                    each.getString(0),
                    new LakeTie(
                            new Tie(each.getDouble(1), each.getLong(2), each.getLong(3), each.getLong(4)),
                            each.getBoolean(5))));
        }
        return new LakeUser(row.getString(0), ties);
    }
}
