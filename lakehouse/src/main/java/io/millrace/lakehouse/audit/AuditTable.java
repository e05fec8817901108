package io.millrace.lakehouse.audit;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.LastAudit;
import io.millrace.contracts.lake.TableAudit;
import io.millrace.contracts.lake.TableAudit.Outcome;
import io.millrace.lakehouse.lake.Lake;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What every audit found of every table, one row each. */
public final class AuditTable {
    public static final String NAME = "audits";

    private static final String AT = "audited_at";
    private static final String SOURCE_TABLE = "source_table";
    private static final String OUTCOME = "outcome";
    private static final String POSITION = "position";
    private static final String DIFFERENCES = "differences";
    private static final StructType COLUMNS = new StructType()
            .add(AT, DataTypes.TimestampType)
            .add(SOURCE_TABLE, DataTypes.StringType)
            .add(OUTCOME, DataTypes.StringType)
            .add(POSITION, DataTypes.StringType)
            .add("source_rows", DataTypes.LongType)
            .add("lake_rows", DataTypes.LongType)
            .add(DIFFERENCES, DataTypes.LongType)
            .add("seconds", DataTypes.DoubleType)
            .add("reason", DataTypes.StringType);

    private final Lake lake;
    private final String schema;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Map<TableId, LastAudit> last = Map.of();

    public AuditTable(Lake lake, LakeNames names) {
        this.lake = lake;
        this.schema = names.logSchema();
    }

    /** The name with the schema, such as {@code shop__log.audits}. */
    public String qualified() {
        return schema + "." + NAME;
    }

    public String location() {
        return lake.location(schema, NAME);
    }

    /** Held by whoever writes the table. */
    public ReentrantLock lock() {
        return lock;
    }

    /** The last audit of a table; nothing before its first. */
    public Optional<LastAudit> last(TableId table) {
        return Optional.ofNullable(last.get(table));
    }

    /** Looks up the last audits; the first one makes the table. */
    public void open() {
        if (!lake.exists(schema, NAME)) {
            return;
        }
        Map<TableId, LastAudit> found = new TreeMap<>();
        lake.read(schema, NAME)
                .groupBy(SOURCE_TABLE)
                .agg(functions.max(functions.struct(AT, OUTCOME, POSITION, DIFFERENCES)))
                .collectAsList()
                .forEach(row -> found.put(TableId.parse(row.getString(0)), audit(row.getStruct(1))));
        last = found;
    }

    private static LastAudit audit(Row row) {
        return new LastAudit(
                row.<Timestamp>getAs(AT).toInstant(),
                Outcome.valueOf(row.getAs(OUTCOME)),
                Optional.<String>ofNullable(row.getAs(POSITION)).map(Position::parse),
                row.<Long>getAs(DIFFERENCES));
    }

    /** Appends what was found, in one commit. */
    void add(Instant at, Collection<TableAudit> tables) {
        List<Row> rows = new ArrayList<>();
        Map<TableId, LastAudit> latest = new TreeMap<>(last);
        for (TableAudit table : tables) {
            rows.add(RowFactory.create(
                    Timestamp.from(at),
                    table.table().toString(),
                    table.outcome().name(),
                    table.position() == null ? null : table.position().toString(),
                    table.sourceRows(),
                    table.lakeRows(),
                    table.differing(),
                    table.seconds(),
                    table.reason()));
            latest.put(
                    table.table(),
                    new LastAudit(at, table.outcome(), Optional.ofNullable(table.position()), table.differing()));
        }
        lock.lock();
        try {
            lake.spark()
                    .createDataFrame(rows, COLUMNS)
                    .coalesce(1)
                    .write()
                    .format("delta")
                    .mode(SaveMode.Append)
                    .save(location());
        } finally {
            lock.unlock();
        }
        last = latest;
    }
}
