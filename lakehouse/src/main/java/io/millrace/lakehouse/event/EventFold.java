package io.millrace.lakehouse.event;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.change.TableId;
import io.millrace.lakehouse.bronze.CapturedTables;
import io.millrace.lakehouse.bronze.ChangeLog;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lease.WriterLease;
import io.millrace.lakehouse.loop.Attempts;
import io.millrace.lakehouse.quarantine.QuarantineTable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.apache.spark.sql.functions.col;

/**
 * Brings the tables of events up to the change log: each id once within the time that its topic keeps records, and what
 * its type does not know into the quarantine. A table that cannot go on holds back no other.
 */
public final class EventFold {
    private static final Logger LOG = LoggerFactory.getLogger(EventFold.class);
    private static final String KNOWN = "known";

    private final SparkSession session;
    private final ChangeLog log;
    private final CapturedTables captured;
    private final WriterLease lease;
    private final Collection<EventTable> tables;
    /** Only for the thread of the rounds: up to where each table is known to reach. */
    private final Map<String, Long> reached = new HashMap<>();

    private final Attempts<String> attempts = new Attempts<>();

    public EventFold(
            Lake lake, ChangeLog log, CapturedTables captured, WriterLease lease, Collection<EventTable> tables) {
        this.session = lake.spark();
        this.log = log;
        this.captured = captured;
        this.lease = lease;
        this.tables = List.copyOf(tables);
    }

    /** Publishes which tables cannot go on. */
    public void watchedBy(MeterRegistry metrics) {
        for (EventTable table : tables) {
            String type = table.type().name();
            Gauge.builder("millrace.events.stopped", () -> attempts.isFailing(type) ? 1 : 0)
                    .description("1 while the table of these events cannot go on; the events wait in the change log")
                    .tag("type", type)
                    .register(metrics);
        }
    }

    /** Brings each table up to what the log holds now. */
    public void round() {
        tables.forEach(this::attempt);
    }

    private void attempt(EventTable table) {
        String type = table.type().name();
        long upTo = log.events().upTo(type);
        if (upTo == 0) {
            // No event yet: most pipelines have none of some types, and a table costs a commit.
            return;
        }
        attempts.attempt(
                type,
                () -> bring(table, upTo),
                failure -> LOG.warn("{} does not go on; trying again at each round", table.qualified(), failure));
    }

    private void bring(EventTable table, long upTo) {
        String type = table.type().name();
        if (!reached.containsKey(type)) {
            table.open();
            reached.put(type, table.reached());
        }
        if (upTo > reached.get(type)) {
            advance(table, reached.get(type), upTo);
            reached.put(type, upTo);
        }
    }

    private void advance(EventTable table, long after, long upTo) {
        EventColumns columns = table.columns();
        Dataset<Row> arrived = log.table()
                .events(session, table.type().name(), after, upTo)
                .mapPartitions(new DecodeEvents(columns), Encoders.row(columns.decoded()));
        Dataset<Row> decoded = columns.finished(arrived).persist();
        try {
            Row bounds = decoded.agg(
                            functions.count(col(EventColumns.REASON)),
                            functions.min(col(EventColumns.ID)),
                            functions.max(col(EventColumns.ID)),
                            functions.min(col(EventColumns.RECEIVED_ON)).cast(DataTypes.StringType))
                    .first();
            if (bounds.getLong(0) > 0) {
                putAside(table, decoded.where(col(EventColumns.REASON).isNotNull()));
            }
            Dataset<Row> usable = firsts(decoded.where(col(EventColumns.REASON).isNull())
                    .drop(EventColumns.REASON, EventColumns.RECORD_KEY, EventColumns.RECORD_VALUE));
            if (!bounds.isNullAt(1)) {
                usable = usable.join(
                        table.ids(bounds.getString(1), bounds.getString(2), since(table, bounds.getString(3)))
                                .as(KNOWN),
                        usable.col(EventColumns.ID).equalTo(col(KNOWN + "." + EventColumns.ID)),
                        "left_anti");
            }
            lease.check();
            table.lock().lock();
            try {
                table.append(usable, upTo);
            } finally {
                table.lock().unlock();
            }
        } finally {
            decoded.unpersist();
        }
    }

    /** Of the tellings of one event the first, as whoever follows the topic has it. */
    private static Dataset<Row> firsts(Dataset<Row> events) {
        Column[] columns = Arrays.stream(events.columns()).map(functions::col).toArray(Column[]::new);
        Column first = functions.struct(
                col(EventColumns.PARTITION),
                col(EventColumns.OFFSET),
                functions.struct(columns).as(KNOWN));
        return events.groupBy(EventColumns.ID)
                .agg(functions.min(first).as(KNOWN))
                .select(KNOWN + "." + KNOWN + ".*");
    }

    private static LocalDate since(EventTable table, String first) {
        return LocalDate.parse(first).minusDays(table.type().keeping().memory().toDays() + 1);
    }

    private void putAside(EventTable table, Dataset<Row> refused) {
        String topic = table.type().topic();
        TableId name = captured.quarantineName(table.type().name());
        String shown = name.toString();
        lease.check();
        log.quarantine()
                .add(refused.map(
                        (MapFunction<Row, Row>) row -> QuarantineTable.row(
                                shown,
                                row.getAs(EventColumns.REASON),
                                topic,
                                row.<Integer>getAs(EventColumns.PARTITION),
                                row.<Long>getAs(EventColumns.OFFSET),
                                row.getAs(EventColumns.RECORD_KEY),
                                row.getAs(EventColumns.RECORD_VALUE)),
                        Encoders.row(QuarantineTable.COLUMNS)));
    }
}
