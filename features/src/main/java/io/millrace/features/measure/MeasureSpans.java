package io.millrace.features.measure;

import io.millrace.contracts.event.EventType;
import io.millrace.contracts.online.MeasurePoint;
import io.millrace.contracts.pipeline.Aggregate;
import io.millrace.contracts.pipeline.ColumnRef;
import io.millrace.contracts.pipeline.Dimension;
import io.millrace.contracts.pipeline.Dimension.Looked;
import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.RowSource.OfEvents;
import io.millrace.contracts.pipeline.RowSource.OfTable;
import io.millrace.contracts.pipeline.TimedRows;
import io.millrace.contracts.pipeline.Window;
import io.millrace.features.interaction.RoleColumns;
import io.millrace.features.silver.Canonical;
import io.millrace.features.silver.EventTables;
import io.millrace.features.silver.SilverTables;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udaf;
import static org.apache.spark.sql.functions.udf;

/**
 * The spans of a measure over silver tables and tables of events, as the live state must have them when it has the same:
 * by (the dimension's name, or total), dimension (its value, or NULL), window, start (seconds since the epoch), rows, sum
 * and different values.
 */
public final class MeasureSpans {
    private final SilverTables tables;
    private final EventTables eventTables;
    private final Pipeline pipeline;
    private final ZoneId zone;

    public MeasureSpans(SilverTables tables, EventTables eventTables, Pipeline pipeline) {
        this.tables = tables;
        this.eventTables = eventTables;
        this.pipeline = pipeline;
        this.zone = pipeline.recommend().timezone();
    }

    /** The spans that have rows. */
    public Dataset<Row> of(Measure measure) {
        boolean isNumber = measure.aggregate() == Aggregate.SUM || measure.aggregate() == Aggregate.AVERAGE;
        Column sum = udaf(new ExactSum(), Encoders.STRING()).apply(col("value"));
        return rows(measure)
                .withColumn("line", explode(lines(measure)))
                .withColumn("span", explode(spans(measure)))
                .groupBy("line.by", "line.dimension", "span.window", "span.start")
                .agg(
                        count(lit(1)).as("rows"),
                        (isNumber ? sum : lit("0")).as("sum"),
                        (measure.aggregate() == Aggregate.DISTINCT ? countDistinct("value") : lit(0L)).as("distinct"));
    }

    /** The name of a row's span, which is that of {@link MeasurePoint#key}. */
    static String name(Measure measure, Row row) {
        Window window = Window.valueOf(row.getString(2));
        return new MeasurePoint(
                        measure.name(),
                        row.getString(0),
                        Optional.ofNullable(row.getString(1)),
                        window,
                        Instant.ofEpochSecond(row.getLong(3)),
                        LiveSpans.NOTHING)
                .key();
    }

    private Dataset<Row> rows(Measure measure) {
        TimedRows timed = measure.rows();
        Dataset<Row> own = own(timed);
        Optional<Dataset<Row>> parent = timed.through().map(through -> tables.read(through.table()));
        var roles = new RoleColumns(own, parent);
        if (timed.of() instanceof OfEvents) {
            roles.addOwn("micros", timeOfEvents(own, timed.at().column()));
        } else {
            roles.add("micros", timed.at(), (rows, column) -> Canonical.micros(rows, column, zone));
        }
        int conditions = 0;
        Column met = col("micros").isNotNull();
        for (Map.Entry<ColumnRef, List<String>> condition : timed.only().entrySet()) {
            String role = "condition" + conditions++;
            roles.add(role, condition.getKey(), Canonical::text);
            met = met.and(col(role).isin(condition.getValue().toArray()));
        }
        boolean isText = measure.aggregate() == Aggregate.COUNT
                || measure.aggregate() == Aggregate.DISTINCT && measure.value().size() == 1;
        for (int factor = 0; factor < measure.value().size(); factor++) {
            roles.add("factor" + factor, measure.value().get(factor), isText ? Canonical::text : ExactNumbers::text);
        }
        int keys = 0;
        for (Dimension dimension : measure.by().values()) {
            ColumnRef column = dimension instanceof Looked looked ? looked.by() : ((Dimension.Own) dimension).column();
            roles.add("by" + keys++, column, Canonical::text);
        }
        Dataset<Row> rows = timed.through()
                .map(through -> roles.rowsWithParent(
                        through.by(), SilverTables.keyOf(through.table(), parent.orElseThrow(), through.by())))
                .orElseGet(roles::rows);
        return lookedUp(measure, valued(measure, isText, rows.where(met)));
    }

    private Dataset<Row> own(TimedRows timed) {
        if (timed.of() instanceof OfEvents events) {
            return eventTables.read(pipeline.event(events.type()).orElseThrow());
        }
        return tables.read(((OfTable) timed.of()).table());
    }

    /** The field's, and where an event lacks it, when it was received. */
    private Column timeOfEvents(Dataset<Row> events, String field) {
        Column received = Canonical.micros(events, EventType.RECEIVED_AT, zone);
        return coalesce(Canonical.micros(events, field, zone), received);
    }

    private static Dataset<Row> valued(Measure measure, boolean isText, Dataset<Row> rows) {
        int factors = measure.value().size();
        if (factors == 0) {
            return rows.withColumn("value", lit(null).cast(DataTypes.StringType));
        }
        UDF2<String, String, String> product = ExactNumbers::product;
        Column value = isText
                ? col("factor0")
                : udf(product, DataTypes.StringType).apply(col("factor0"), factors == 1 ? lit("1") : col("factor1"));
        Dataset<Row> valued = rows.withColumn("value", value).where(col("value").isNotNull());
        return isText && factors > 1 ? valued.where(col("factor1").isNotNull()) : valued;
    }

    private Dataset<Row> lookedUp(Measure measure, Dataset<Row> rows) {
        Dataset<Row> found = rows;
        int number = 0;
        for (Dimension dimension : measure.by().values()) {
            String by = "by" + number++;
            if (dimension instanceof Looked looked) {
                Dataset<Row> others = tables.read(looked.table());
                String key =
                        SilverTables.keyOf(looked.table(), others, looked.by().column());
                Dataset<Row> values = others.select(
                        Canonical.text(others, key).as(by),
                        Canonical.text(others, looked.column()).as("found"));
                found = found.join(values, new String[] {by}, "left").drop(by).withColumnRenamed("found", by);
            }
        }
        return found;
    }

    /** The total and each dimension. */
    private static Column lines(Measure measure) {
        List<Column> lines = new ArrayList<>();
        lines.add(line(Measure.TOTAL, lit(null).cast(DataTypes.StringType)));
        int number = 0;
        for (String name : measure.by().keySet()) {
            lines.add(line(name, col("by" + number++)));
        }
        return array(lines.toArray(Column[]::new));
    }

    private static Column line(String by, Column dimension) {
        return struct(lit(by).as("by"), dimension.as("dimension"));
    }

    private Column spans(Measure measure) {
        return array(measure.windows().stream()
                .map(window -> struct(
                        lit(window.name()).as("window"),
                        udf(startOf(window, zone), DataTypes.LongType)
                                .apply(col("micros"))
                                .as("start")))
                .toArray(Column[]::new));
    }

    /** The contract's own function, so that the batch cuts time as the live state does. */
    private static UDF1<Long, Long> startOf(Window window, ZoneId zone) {
        return micros -> window.start(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), zone)
                .getEpochSecond();
    }
}
