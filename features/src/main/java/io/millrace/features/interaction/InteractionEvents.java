package io.millrace.features.interaction;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.ColumnRef;
import io.millrace.contracts.pipeline.EventInteraction;
import io.millrace.contracts.pipeline.InteractionKind;
import io.millrace.contracts.pipeline.InteractionKind.Weight;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.Recommend;
import io.millrace.features.silver.Canonical;
import io.millrace.features.silver.EventTables;
import io.millrace.features.silver.SilverTables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.udf;

/**
 * Every single interaction: user, item, at, weight (what it counts at its own time), kind, quantity (the weight column's
 * value, 1 where the kind names none) and price (of one piece, NULL where unknown).
 */
public final class InteractionEvents {
    private static final String CONDITION = "condition_";

    private final SilverTables tables;
    private final EventTables eventTables;
    private final Pipeline pipeline;
    private final Recommend recommend;
    private final List<String> priceColumns;

    public InteractionEvents(
            SilverTables tables, EventTables eventTables, Pipeline pipeline, List<String> priceColumns) {
        this.tables = tables;
        this.eventTables = eventTables;
        this.pipeline = pipeline;
        this.recommend = pipeline.recommend();
        this.priceColumns = List.copyOf(priceColumns);
    }

    /** The interactions of the kinds that are rows; nothing where there is none of these kinds. */
    public Optional<Dataset<Row>> ofTables() {
        return existing(recommend.interactions().stream().map(this::ofTable));
    }

    /** The interactions of all kinds. */
    public Dataset<Row> rows() {
        return existing(Stream.concat(
                        recommend.interactions().stream().map(this::ofTable),
                        pipeline.eventInteractions().stream().map(this::ofEvents)))
                .orElseThrow();
    }

    /** Those of all of these whose user and item exist. */
    private Optional<Dataset<Row>> existing(Stream<Dataset<Row>> kinds) {
        return kinds.reduce(Dataset::unionByName).map(this::existing);
    }

    private Dataset<Row> existing(Dataset<Row> events) {
        Dataset<Row> items =
                ids(tables, recommend.items().table(), recommend.items().id(), "item");
        return events.join(users(tables, recommend), new String[] {"user"}, "left_semi")
                .join(items, new String[] {"item"}, "left_semi");
    }

    /** The ids of the users that exist: user. */
    public static Dataset<Row> users(SilverTables tables, Recommend recommend) {
        return ids(tables, recommend.users().table(), recommend.users().id(), "user");
    }

    private static Dataset<Row> ids(SilverTables tables, TableId table, String id, String role) {
        Dataset<Row> rows = tables.read(table);
        return rows.select(Canonical.text(rows, id).as(role));
    }

    private Dataset<Row> ofTable(InteractionKind kind) {
        Dataset<Row> own = tables.read(kind.table());
        Optional<Dataset<Row>> parent = kind.through().map(through -> tables.read(through.table()));
        var roles = new RoleColumns(own, parent);
        roles.add("user", kind.user(), Canonical::text);
        roles.add("item", kind.item(), Canonical::text);
        roles.add("micros", kind.at(), this::micros);
        kind.weight().column().ifPresent(column -> roles.add("quantity", column, Canonical::number));
        roles.addOwn("price", price(own));
        Column met = conditions(kind.only(), roles);
        Dataset<Row> rows = kind.through()
                .map(through -> roles.rowsWithParent(
                        through.by(), SilverTables.keyOf(through.table(), parent.orElseThrow(), through.by())))
                .orElseGet(roles::rows)
                .where(met);
        return counting(rows, kind.name(), kind.weight());
    }

    private Dataset<Row> ofEvents(EventInteraction kind) {
        Dataset<Row> own = eventTables.read(pipeline.typeOf(kind));
        var roles = new RoleColumns(own, Optional.empty());
        roles.add("user", field(kind.user()), Canonical::text);
        roles.add("item", field(kind.item()), Canonical::text);
        Column received = micros(own, EventTables.RECEIVED_AT);
        roles.addOwn(
                "micros",
                kind.at().map(at -> coalesce(micros(own, at), received)).orElse(received));
        kind.weight().column().ifPresent(column -> roles.add("quantity", column, Canonical::number));
        roles.addOwn("price", price(own));
        Map<ColumnRef, List<String>> only = new LinkedHashMap<>();
        kind.only().forEach((name, values) -> only.put(field(name), values));
        Column met = conditions(only, roles);
        return counting(roles.rows().where(met), kind.name(), kind.weight());
    }

    private static ColumnRef field(String name) {
        return new ColumnRef(false, name);
    }

    private Column micros(Dataset<Row> rows, String column) {
        return Canonical.micros(rows, column, recommend.timezone());
    }

    /** The rows that lack nothing and count more than nothing. */
    private static Dataset<Row> counting(Dataset<Row> rows, String kind, Weight weight) {
        Dataset<Row> measured = weight.column().isPresent() ? rows : rows.withColumn("quantity", lit(1.0));
        return measured.where(col("user")
                        .isNotNull()
                        .and(col("item").isNotNull())
                        .and(col("micros").isNotNull()))
                .withColumn("weight", weight(weight))
                .where(col("weight").gt(0))
                .select(
                        col("user"),
                        col("item"),
                        timestamp_micros(col("micros")).as("at"),
                        col("weight"),
                        lit(kind).as("kind"),
                        col("quantity"),
                        col("price"));
    }

    /** Adds the condition's columns to the roles and gives what they must meet. */
    private static Column conditions(Map<ColumnRef, List<String>> only, RoleColumns roles) {
        Column met = lit(true);
        int number = 0;
        for (Map.Entry<ColumnRef, List<String>> condition : only.entrySet()) {
            String role = CONDITION + number++;
            roles.add(role, condition.getKey(), Canonical::text);
            met = met.and(col(role).isin(condition.getValue().toArray()));
        }
        return met;
    }

    private Column price(Dataset<Row> rows) {
        return priceColumns.stream()
                .filter(column -> Canonical.has(rows, column))
                .findFirst()
                .map(column -> Canonical.amount(rows, column))
                .orElse(lit(null))
                .cast(DataTypes.createDecimalType(38, 6));
    }

    /** The contract's own function, so that the batch counts as the live state does. */
    private static Column weight(Weight weight) {
        return udf(WeightOfRow.of(weight), DataTypes.DoubleType).apply(col("quantity"));
    }
}
