package io.millrace.lakehouse;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.status.LakeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Publishes of each table what the status tells of it. */
final class TableGauges {
    private static final double MILLIS_PER_SECOND = 1000;
    private static final String AS_NUMBER =
            ", the log sequence number as a number of bytes: exact up to 2^53, and smaller after the source was restored";

    private final MeterRegistry registry;
    private final Function<TableId, LakeStatus.Table> status;

    private TableGauges(MeterRegistry registry, Function<TableId, LakeStatus.Table> status) {
        this.registry = registry;
        this.status = status;
    }

    static void register(
            MeterRegistry registry, Collection<TableId> tables, Function<TableId, LakeStatus.Table> status) {
        var gauges = new TableGauges(registry, status);
        tables.forEach(gauges::register);
    }

    private void register(TableId table) {
        gauge(table, "rows", "Rows of the silver table", LakeStatus.Table::rows);
        gauge(
                table,
                "stale",
                "1 while the table may not equal the source",
                now -> now.stale().isPresent() ? 1 : 0);
        gauge(
                table,
                "bronze.lsn",
                "Position up to which the change log is complete" + AS_NUMBER,
                now -> lsn(now.bronze()));
        gauge(
                table,
                "silver.lsn",
                "Position at which the silver table equals the source" + AS_NUMBER,
                now -> lsn(now.silver()));
        gauge(table, "bronze.age.seconds", "Age of what the change log shows", now -> age(now.bronzeTime()));
        gauge(table, "silver.age.seconds", "Age of what the silver table shows", now -> age(now.silverTime()));
    }

    private void gauge(TableId table, String name, String description, ToDoubleFunction<LakeStatus.Table> value) {
        Gauge.builder("millrace.table." + name, () -> value.applyAsDouble(status.apply(table)))
                .description(description)
                .tag("table", table.toString())
                .register(registry);
    }

    private static double lsn(Optional<Position> position) {
        return position.map(known -> (double) known.lsn()).orElse(Double.NaN);
    }

    /** Not a number, which no alert takes for young, while nothing is there. */
    private static double age(Optional<Instant> time) {
        return time.map(then -> Duration.between(then, Instant.now()).toMillis() / MILLIS_PER_SECOND)
                .orElse(Double.NaN);
    }
}
