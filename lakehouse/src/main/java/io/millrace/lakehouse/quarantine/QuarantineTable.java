package io.millrace.lakehouse.quarantine;

import io.delta.tables.DeltaTable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.QuarantinedRecord;
import io.millrace.contracts.lake.QuarantinedRecord.State;
import io.millrace.lakehouse.lake.Lake;
import java.sql.Timestamp;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

/** Records and changes that could not be processed: each once, however often it is met, with its bytes and reason. */
public final class QuarantineTable {
    public static final String NAME = "quarantine";
    public static final String SOURCE_TABLE = "source_table";
    public static final String REASON = "reason";

    private static final String TOPIC = "topic";
    private static final String PARTITION = "partition";
    private static final String OFFSET = "offset";
    public static final String KEY = "record_key";
    private static final String VALUE = "record_value";

    /** The columns that {@link #row} fills. */
    public static final StructType COLUMNS = new StructType()
            .add(SOURCE_TABLE, DataTypes.StringType)
            .add(REASON, DataTypes.StringType)
            .add(TOPIC, DataTypes.StringType)
            .add(PARTITION, DataTypes.IntegerType)
            .add(OFFSET, DataTypes.LongType)
            .add(KEY, DataTypes.BinaryType)
            .add(VALUE, DataTypes.BinaryType);

    private static final String SINCE = "quarantined_at";
    private static final String STATE = "state";
    private static final String DECIDED_AT = "decided_at";
    private static final String DECISION = "decision";

    /** What becomes of a record; null in all three is a record that waits. */
    private static final StructType DECISIONS = new StructType()
            .add(STATE, DataTypes.StringType)
            .add(DECIDED_AT, DataTypes.TimestampType)
            .add(DECISION, DataTypes.StringType);

    private final Lake lake;
    private final String schema;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Map<TableId, Long> counts = Map.of();

    public QuarantineTable(Lake lake, LakeNames names) {
        this.lake = lake;
        this.schema = names.logSchema();
    }

    /** A record that is put aside. */
    public static Row row(
            String table, String reason, String topic, int partition, long offset, byte[] key, byte[] value) {
        return RowFactory.create(table, reason, topic, partition, offset, key, value);
    }

    /** Makes the table if it is not there. */
    public void create() {
        if (!lake.exists(schema, NAME)) {
            var columns = COLUMNS.add(SINCE, DataTypes.TimestampType);
            for (StructField column : DECISIONS.fields()) {
                columns = columns.add(column);
            }
            lake.spark()
                    .createDataFrame(List.of(), columns)
                    .write()
                    .format("delta")
                    .option("delta.dataSkippingStatsColumns", String.join(",", TOPIC, PARTITION, OFFSET))
                    .save(location());
        } else {
            addDecisions();
            count();
        }
    }

    /** To a table that was made before there were decisions. */
    private void addDecisions() {
        if (!List.of(lake.read(schema, NAME).columns()).contains(STATE)) {
            lake.spark().sql("ALTER TABLE delta.`%s` ADD COLUMNS (%s)".formatted(location(), DECISIONS.toDDL()));
        }
    }

    /** The name with the schema, such as {@code shop__log.quarantine}. */
    public String qualified() {
        return schema + "." + NAME;
    }

    /** Held by whoever writes the table. */
    public ReentrantLock lock() {
        return lock;
    }

    /** Those of the records, whatever else they hold, that are not there yet; names of places as in {@link #COLUMNS}. */
    public Dataset<Row> lacking(Dataset<Row> records) {
        return records.join(
                lake.read(schema, NAME).select(TOPIC, PARTITION, OFFSET),
                new String[] {TOPIC, PARTITION, OFFSET},
                "left_anti");
    }

    /** Adds records that are not there yet. */
    public void add(Dataset<Row> records) {
        Dataset<Row> arriving = records.dropDuplicates(new String[] {TOPIC, PARTITION, OFFSET})
                .withColumn(SINCE, functions.current_timestamp());
        for (StructField column : DECISIONS.fields()) {
            arriving = arriving.withColumn(column.name(), functions.lit(null).cast(column.dataType()));
        }
        lock.lock();
        try {
            DeltaTable.forPath(records.sparkSession(), location())
                    .as("held")
                    .merge(
                            arriving.as("arriving"),
                            same(TOPIC).and(same(PARTITION)).and(same(OFFSET)))
                    .whenNotMatched()
                    .insertAll()
                    .execute();
            count();
        } finally {
            lock.unlock();
        }
    }

    /** The records, newest first and without their values. */
    List<QuarantinedRecord> list(Optional<TableId> table, Optional<State> state, int limit) {
        Dataset<Row> records = lake.read(schema, NAME);
        for (Column condition : conditions(table, state)) {
            records = records.where(condition);
        }
        return records
                .orderBy(
                        functions.col(SINCE).desc(),
                        functions.col(TOPIC),
                        functions.col(PARTITION),
                        functions.col(OFFSET).desc())
                .limit(limit)
                .withColumn(VALUE, functions.lit(null))
                .collectAsList()
                .stream()
                .map(QuarantineTable::record)
                .toList();
    }

    /** The record of this id with its value; nothing if there is none. */
    Optional<QuarantinedRecord> find(RecordId id) {
        return lake.read(schema, NAME).where(is(id)).collectAsList().stream()
                .map(QuarantineTable::record)
                .findFirst();
    }

    /** Those of the records that wait. */
    List<HeldRecord> waiting(Collection<RecordId> ids) {
        return ids.isEmpty() ? List.of() : held(lake.read(schema, NAME).where(isOneOf(ids)));
    }

    /** So many of the records of a table that wait. */
    List<HeldRecord> waiting(TableId table, int limit) {
        return held(lake.read(schema, NAME)
                .where(isOf(table))
                .where(isIn(State.WAITING))
                .limit(limit));
    }

    private static List<HeldRecord> held(Dataset<Row> records) {
        return records
                .where(isIn(State.WAITING))
                .select(
                        functions.col(SOURCE_TABLE),
                        functions.col(TOPIC),
                        functions.col(PARTITION),
                        functions.col(OFFSET),
                        functions.col(KEY),
                        // Of no use where the key says which row it is, and perhaps large.
                        functions
                                .when(functions.not(looksLikeKey()), functions.col(VALUE))
                                .as(VALUE))
                .collectAsList()
                .stream()
                .map(row -> new HeldRecord(idOf(row), tableOf(row), row.getAs(KEY), row.getAs(VALUE)))
                .toList();
    }

    private static Column looksLikeKey() {
        return functions.coalesce(
                functions.col(KEY).cast(DataTypes.StringType).startsWith("{\""), functions.lit(false));
    }

    /** Changes the state of those of the records that wait. */
    void decide(Collection<RecordId> ids, State state, String decision) {
        if (!ids.isEmpty()) {
            decide(isOneOf(ids), state, decision);
        }
    }

    /** The changes of a table before a position are of no more interest, because the whole table was read again there. */
    public void resolve(TableId table, Position position, String decision) {
        if (knownCount(table) > 0) {
            Column change = functions.col(VALUE).cast(DataTypes.StringType);
            Column incarnation =
                    functions.get_json_object(change, "$.incarnation").try_cast(DataTypes.LongType);
            Column lsn = functions.get_json_object(change, "$.lsn").try_cast(DataTypes.LongType);
            decide(
                    isOf(table)
                            .and(incarnation
                                    .lt(position.incarnation())
                                    .or(incarnation
                                            .equalTo(position.incarnation())
                                            .and(lsn.lt(position.lsn())))),
                    State.RESOLVED,
                    decision);
        }
    }

    /** The records of these keys of a table that wait are of no more interest, because their rows were read again. */
    public void resolve(TableId table, Collection<String> keys, String decision) {
        if (knownCount(table) > 0 && !keys.isEmpty()) {
            decide(
                    isOf(table)
                            .and(functions.col(KEY).cast(DataTypes.StringType).isInCollection(keys)),
                    State.RESOLVED,
                    decision);
        }
    }

    /** For those of these keys of a table that have a record which waits, why it was put aside. */
    public Map<String, String> reasons(TableId table, Collection<String> keys) {
        Map<String, String> reasons = new HashMap<>();
        if (knownCount(table) > 0 && !keys.isEmpty()) {
            Column key = functions.col(KEY).cast(DataTypes.StringType);
            lake.read(schema, NAME)
                    .where(isOf(table))
                    .where(isIn(State.WAITING))
                    .where(key.isInCollection(keys))
                    .select(key, functions.col(REASON))
                    .collectAsList()
                    .forEach(row -> reasons.put(row.getString(0), row.getString(1)));
        }
        return reasons;
    }

    private void decide(Column which, State state, String decision) {
        lock.lock();
        try {
            DeltaTable.forPath(lake.spark(), location())
                    .update(
                            which.and(isIn(State.WAITING)),
                            Map.of(
                                    STATE, functions.lit(state.code()),
                                    DECIDED_AT, functions.current_timestamp(),
                                    DECISION, functions.lit(decision)));
            count();
        } finally {
            lock.unlock();
        }
    }

    private static List<Column> conditions(Optional<TableId> table, Optional<State> state) {
        return Stream.concat(table.map(QuarantineTable::isOf).stream(), state.map(QuarantineTable::isIn).stream())
                .toList();
    }

    private static Column isOf(TableId table) {
        return functions.col(SOURCE_TABLE).equalTo(table.toString());
    }

    private static Column isIn(State state) {
        return functions
                .coalesce(functions.col(STATE), functions.lit(State.WAITING.code()))
                .equalTo(state.code());
    }

    private static Column isOneOf(Collection<RecordId> ids) {
        Map<String, Map<Integer, List<Long>>> offsets = ids.stream()
                .collect(groupingBy(
                        RecordId::topic, groupingBy(RecordId::partition, mapping(RecordId::offset, toList()))));
        return offsets.entrySet().stream()
                .flatMap(topic -> topic.getValue().entrySet().stream().map(partition -> functions
                        .col(TOPIC)
                        .equalTo(topic.getKey())
                        .and(functions.col(PARTITION).equalTo(partition.getKey()))
                        .and(functions.col(OFFSET).isInCollection(partition.getValue()))))
                .reduce(Column::or)
                .orElseThrow();
    }

    private static Column is(RecordId id) {
        return isOneOf(List.of(id));
    }

    private static QuarantinedRecord record(Row row) {
        String state = row.getAs(STATE);
        return new QuarantinedRecord(
                idOf(row).toString(),
                tableOf(row),
                state == null ? State.WAITING : State.ofCode(state),
                row.getAs(REASON),
                row.<Timestamp>getAs(SINCE).toInstant(),
                Optional.<Timestamp>ofNullable(row.getAs(DECIDED_AT))
                        .map(Timestamp::toInstant)
                        .orElse(null),
                row.getAs(DECISION),
                base64(row.getAs(KEY)),
                base64(row.getAs(VALUE)));
    }

    private static RecordId idOf(Row row) {
        return new RecordId(row.getAs(TOPIC), row.<Integer>getAs(PARTITION), row.<Long>getAs(OFFSET));
    }

    private static TableId tableOf(Row row) {
        return TableId.parse(row.getAs(SOURCE_TABLE));
    }

    private static String base64(byte[] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }

    private static Column same(String column) {
        return functions.col("held." + column).equalTo(functions.col("arriving." + column));
    }

    /** How many records of a table wait. */
    public long knownCount(TableId table) {
        return counts.getOrDefault(table, 0L);
    }

    /** Publishes how many records of each table wait. */
    public void watchedBy(MeterRegistry metrics, Collection<TableId> tables) {
        for (TableId table : tables) {
            Gauge.builder("millrace.quarantine.waiting", () -> knownCount(table))
                    .description("Records that were put aside and wait for a decision")
                    .tag("table", table.toString())
                    .register(metrics);
        }
    }

    private void count() {
        counts = Map.copyOf(waiting());
    }

    /** How many records of each table wait, of those that have one; asks the lake, and none before there is the table. */
    public Map<TableId, Long> waiting() {
        if (!lake.exists(schema, NAME)) {
            return Map.of();
        }
        Map<TableId, Long> held = new HashMap<>();
        for (Row row : lake.read(schema, NAME)
                .where(isIn(State.WAITING))
                .groupBy(SOURCE_TABLE)
                .count()
                .collectAsList()) {
            held.put(TableId.parse(row.getString(0)), row.getLong(1));
        }
        return held;
    }

    public String location() {
        return lake.location(schema, NAME);
    }
}
