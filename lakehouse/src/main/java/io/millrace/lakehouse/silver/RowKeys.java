package io.millrace.lakehouse.silver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.schema.QuotedName;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Finds the keys of rows of silver tables, in the canonical form in which changes have them. */
public final class RowKeys {
    private static final int MOST = 1_000_000;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private final SilverTable table;
    private final TableSchema schema;

    @FunctionalInterface
    private interface Query {
        Dataset<Row> plan() throws AnalysisException;
    }

    public RowKeys(SilverTable table, TableSchema schema) {
        this.table = table;
        this.schema = schema;
    }

    /**
     * The keys of the rows that match an SQL condition.
     *
     * @throws PipelineException of kind CONFIGURATION if Spark does not understand the condition or a million rows are not
     *     enough, of kind NOT_READY if the table is not in the lake yet
     */
    public List<ObjectNode> matching(String where) {
        if (table.version().isEmpty()) {
            throw new PipelineException(
                    FailureKind.NOT_READY, "%s is not in the lake yet; it is read as a whole first".formatted(name()));
        }
        Column[] key = schema.key().stream()
                .map(column -> functions.col(QuotedName.of(column)))
                .toArray(Column[]::new);
        List<Row> rows = planned(where, () -> table.session()
                        .read()
                        .format("delta")
                        .load(table.location())
                        .where(where)
                        .select(key)
                        .limit(MOST + 1))
                .collectAsList();
        if (rows.size() > MOST) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "More than %d rows of %s match '%s'; resync the whole table, or in parts"
                            .formatted(MOST, name(), where));
        }
        return rows.stream().map(this::key).toList();
    }

    private Dataset<Row> planned(String where, Query query) {
        try {
            return query.plan();
        } catch (AnalysisException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The condition '%s' cannot be applied to %s in the lake: %s"
                            .formatted(
                                    where,
                                    name(),
                                    e.getMessage().lines().findFirst().orElse("")),
                    e);
        }
    }

    private TableId name() {
        return table.source();
    }

    private ObjectNode key(Row row) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        for (int column = 0; column < schema.key().size(); column++) {
            put(key, schema.key().get(column), row.get(column));
        }
        return key;
    }

    static void put(ObjectNode key, String name, Object value) {
        if (value instanceof Boolean truth) {
            key.put(name, truth);
        } else if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            if (Double.isFinite(number)) {
                key.put(name, new BigDecimal(value.toString()));
            } else {
                key.put(name, value.toString());
            }
        } else if (value instanceof BigDecimal decimal) {
            key.put(name, decimal.toPlainString());
        } else if (value instanceof Number whole) {
            key.put(name, whole.longValue());
        } else if (value instanceof LocalDate date) {
            key.put(name, date.toEpochDay());
        } else if (value instanceof LocalDateTime local) {
            key.put(name, micros(local.toInstant(ZoneOffset.UTC)));
        } else if (value instanceof Instant instant) {
            key.put(name, micros(instant));
        } else if (value instanceof byte[] bytes) {
            key.put(name, bytes);
        } else {
            key.put(name, String.valueOf(value));
        }
    }

    private static long micros(Instant instant) {
        // ChronoUnit counts nanoseconds on the way, of which 64 bits hold 292 years.
        return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / NANOS_PER_MICRO;
    }
}
