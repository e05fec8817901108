package io.millrace.lakehouse.history;

import io.millrace.contracts.change.TableSchema;
import io.millrace.lakehouse.history.VersionStep.Added;
import io.millrace.lakehouse.history.VersionStep.End;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Turns what is known of a key into rows to be merged. What comes in has three columns: the key's events, the version
 * that is open, the row as the lake has it.
 */
final class StepRows implements FlatMapFunction<Row, Row> {
    /** Whether the row closes a version that the table has; else it is a new one. */
    static final String CLOSES = "_closes";

    static final String EVENTS = "_events";
    static final String OPEN = "_open";
    static final String NOW = "_now";

    private final int width;
    private final List<Truncate> truncates;
    private final Reload reload;

    /** A truncate of the table. */
    record Truncate(int incarnation, long lsn, long previousCommit, long transaction, long at) implements Serializable {
        RowEvent event() {
            return RowEvent.truncate(incarnation, lsn, previousCommit, transaction, at);
        }
    }

    /** The moment and the position at which the lake's rows are compared with their history. */
    record Reload(long at, String position) implements Serializable {
        End end() {
            return new End(at, HistoryColumns.RELOAD, position);
        }
    }

    /**
     * For keys of one table.
     *
     * @param truncates of the table, which are events of every key
     * @param reload with it, the lake's rows count after all events
     */
    StepRows(TableSchema table, List<Truncate> truncates, Optional<Reload> reload) {
        this.width = table.columns().size();
        this.truncates = new ArrayList<>(truncates);
        this.reload = reload.orElse(null);
    }

    static StructType columns(TableSchema table) {
        return HistoryColumns.of(table).add(CLOSES, DataTypes.BooleanType);
    }

    @Override
    public Iterator<Row> call(Row key) {
        List<RowEvent> events = new ArrayList<>();
        if (!key.isNullAt(0)) {
            List<Row> rows = key.getList(0);
            rows.forEach(row -> events.add(EventRows.event(row)));
        }
        truncates.forEach(truncate -> events.add(truncate.event()));
        Optional<RowVersion> open = key.isNullAt(1) ? Optional.empty() : Optional.of(openVersion(key.getStruct(1)));
        List<VersionStep> steps = reload == null
                ? RowVersions.of(open, events)
                : RowVersions.of(
                        open, events, Optional.ofNullable(key.getStruct(2)).map(EventRows::values), reload.end());
        List<Object> before = open.map(RowVersion::values).orElse(List.of());
        return steps.stream().map(step -> row(step, before)).iterator();
    }

    private RowVersion openVersion(Row row) {
        List<Object> values = EventRows.values(row);
        return new RowVersion(
                values.subList(0, width), micros((Instant) values.get(width)), (String) values.get(width + 2), (String)
                        values.get(width + 4));
    }

    private Row row(VersionStep step, List<Object> before) {
        if (step instanceof Added added) {
            return row(added.version().values(), added.version(), added.end(), false);
        }
        return row(before, null, ((VersionStep.Closed) step).end(), true);
    }

    private Row row(List<Object> values, RowVersion version, End end, boolean closes) {
        List<Object> row = new ArrayList<>(values);
        row.add(version == null ? null : instant(version.from()));
        row.add(end == null ? null : instant(end.at()));
        row.add(version == null ? null : version.operation());
        row.add(end == null ? null : end.by());
        row.add(version == null ? null : version.position());
        row.add(end == null ? null : end.position());
        row.add(end == null);
        row.add(closes);
        return RowFactory.create(row.toArray());
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
