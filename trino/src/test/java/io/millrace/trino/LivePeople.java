package io.millrace.trino;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.LiveTables;
import io.millrace.contracts.process.Json;
import io.millrace.lakehouse.bronze.ChangeLogTable;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.schema.EndOfTime;
import io.millrace.lakehouse.schema.SparkTypes;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A table of random people, as a lakehouse leaves it in the middle of its work: silver at one position, its description at
 * a little older one, a change log that is complete up to a later one and goes on beyond it. What the source has where the log
 * is complete is the table {@code expected}.
 */
final class LivePeople {
    private static final TableId TABLE = TableId.parse("public.people");
    private static final int PARTITIONS = 2;
    private static final int KEYS = 12;
    private static final int TRANSACTIONS = 40;
    private static final int START = 10;
    private static final int SILVER = 14;
    private static final int COMPLETE = 30;
    private static final TableSchema SCHEMA = new TableSchema(
            TABLE,
            List.of(
                    column("id", ColumnType.of(Kind.INT64)),
                    column("name", ColumnType.of(Kind.TEXT)),
                    column("bio", ColumnType.of(Kind.TEXT)),
                    column("age", ColumnType.of(Kind.INT32)),
                    column("born", ColumnType.of(Kind.DATE)),
                    column("seen", ColumnType.of(Kind.TIMESTAMP_TZ)),
                    column("local", ColumnType.of(Kind.TIMESTAMP)),
                    column("price", ColumnType.decimal(10, 2)),
                    column("tags", ColumnType.array(ColumnType.of(Kind.TEXT))),
                    column("raw", ColumnType.of(Kind.BINARY)),
                    column("ok", ColumnType.of(Kind.BOOLEAN)),
                    column("ratio", ColumnType.of(Kind.FLOAT64))),
            List.of("id"));

    private static final Map<Object, String> INFINITIES = Map.of(
            EndOfTime.LATEST,
            "infinity",
            EndOfTime.LATEST.toLocalDate(),
            "infinity",
            EndOfTime.LATEST.toInstant(ZoneOffset.UTC),
            "infinity",
            EndOfTime.EARLIEST,
            "-infinity",
            EndOfTime.EARLIEST.toInstant(ZoneOffset.UTC),
            "-infinity");

    private final Lake lake;
    private final LakeNames names;
    private final Random random;
    private final List<Row> log = new ArrayList<>();
    /** The table after each transaction, by commit. */
    private final TreeMap<Long, Map<Long, Map<String, Object>>> states = new TreeMap<>();

    private final Map<Long, Map<String, Object>> people = new TreeMap<>();
    private long lsn = 1_000;
    private long lastCommit = 1_000;

    LivePeople(Lake lake, String pipeline, long seed) {
        this.lake = lake;
        this.names = new LakeNames(pipeline);
        this.random = new Random(seed);
    }

    private static TableSchema.Column column(String name, ColumnType type) {
        return new TableSchema.Column(name, type, true, "of the source");
    }

    void write() {
        for (int transaction = 0; transaction < TRANSACTIONS; transaction++) {
            transact();
        }
        List<Long> commits = List.copyOf(states.keySet());
        mark(0, commits.get(COMPLETE));
        mark(1, commits.get(COMPLETE + 2));
        writeTable("people", commits.get(SILVER));
        writeTable("expected", commits.get(COMPLETE));
        var changes = new ChangeLogTable(lake, names);
        changes.create();
        lake.spark()
                .createDataFrame(
                        log, lake.read(names.logSchema(), ChangeLogTable.NAME).schema())
                .write()
                .format("delta")
                .mode(SaveMode.Append)
                .save(changes.location());
        var described = new LiveTables(
                new Position(1, commits.get(START)), Map.of(TABLE, new LiveTables.Table(SCHEMA, topic(), PARTITIONS)));
        lake.writeText(lake.location(names.logSchema(), LiveTables.FILE), json(described));
    }

    private void transact() {
        int changes = 1 + random.nextInt(5);
        for (int change = 0; change < changes; change++) {
            lsn += 1 + random.nextInt(5);
            if (random.nextInt(40) == 0) {
                people.clear();
                log("t", null, null);
            } else {
                change(random.nextInt(KEYS));
            }
        }
        lsn += 1;
        lastCommit = lsn;
        Map<Long, Map<String, Object>> copy = new TreeMap<>();
        people.forEach((id, person) -> copy.put(id, new LinkedHashMap<>(person)));
        states.put(lastCommit, copy);
    }

    private void change(long id) {
        if (!people.containsKey(id)) {
            people.put(id, person(id));
            log("c", id, people.get(id));
        } else if (random.nextInt(4) == 0) {
            people.remove(id);
            log("d", id, null);
        } else {
            Map<String, Object> next = person(id);
            Map<String, Object> sent = new LinkedHashMap<>(next);
            for (String large : List.of("bio", "tags", "raw")) {
                if (random.nextBoolean()) {
                    // It did not change, and the source does not send it.
                    next.put(large, people.get(id).get(large));
                    sent.remove(large);
                }
            }
            people.put(id, next);
            log("u", id, sent);
        }
    }

    private Map<String, Object> person(long id) {
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("id", id);
        person.put("name", orNull("n\"a'me " + random.nextInt()));
        person.put("bio", orNull("bio\n\u00e9\ud83d\ude00 " + random.nextInt()));
        person.put("age", orNull(random.nextInt()));
        person.put("born", orNull(day()));
        person.put("seen", orNull(moment().toInstant(ZoneOffset.UTC)));
        person.put("local", orNull(moment()));
        person.put("price", orNull(BigDecimal.valueOf(random.nextInt(), 2)));
        person.put("tags", orNull(List.of("a" + random.nextInt(9), "b,\"")));
        person.put("raw", orNull(new byte[] {(byte) random.nextInt(), 0, (byte) 0xFF}));
        person.put("ok", orNull(random.nextBoolean()));
        person.put("ratio", orNull(random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian()));
        return person;
    }

    private <T> T orNull(T value) {
        return random.nextInt(5) == 0 ? null : value;
    }

    private LocalDate day() {
        return random.nextInt(6) == 0
                ? EndOfTime.LATEST.toLocalDate()
                : LocalDate.of(1900, 1, 1).plusDays(random.nextInt(60_000));
    }

    private LocalDateTime moment() {
        if (random.nextInt(6) == 0) {
            return random.nextBoolean() ? EndOfTime.LATEST : EndOfTime.EARLIEST;
        }
        return LocalDateTime.of(1960, 1, 1, 0, 0)
                .plusSeconds(random.nextInt(Integer.MAX_VALUE))
                .plus(random.nextInt(1_000_000), ChronoUnit.MICROS);
    }

    private void log(String op, Long id, Map<String, Object> after) {
        int partition = id == null ? 0 : (int) (id % PARTITIONS);
        log.add(row(
                TABLE.toString(),
                op,
                lsn,
                lastCommit,
                id == null ? null : "{\"id\":%d}".formatted(id),
                after == null ? null : json(canonical(after)),
                partition));
    }

    private void mark(int partition, long reached) {
        log.add(row("progress", "p", reached, null, null, null, partition));
    }

    private Row row(String table, String op, long at, Long previousCommit, String key, String after, int partition) {
        return RowFactory.create(
                table,
                Date.valueOf("2026-01-01"),
                op,
                1,
                at,
                previousCommit,
                1L,
                1L,
                "s",
                key,
                null,
                after,
                topic(),
                partition,
                (long) log.size(),
                null,
                null,
                null,
                null);
    }

    private String topic() {
        return "topic.of." + names.pipeline();
    }

    /** The values as they travel. */
    private static Map<String, Object> canonical(Map<String, Object> values) {
        Map<String, Object> canonical = new LinkedHashMap<>();
        values.forEach((name, value) -> canonical.put(name, canonical(value)));
        return canonical;
    }

    private static Object canonical(Object value) {
        if (value != null && INFINITIES.containsKey(value)) {
            return INFINITIES.get(value);
        }
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        }
        if (value instanceof LocalDateTime local) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, local.toInstant(ZoneOffset.UTC));
        }
        if (value instanceof Instant instant) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof BigDecimal || value instanceof Double number && number.isNaN()) {
            return value.toString();
        }
        return value;
    }

    private void writeTable(String name, long commit) {
        List<Row> rows = states.get(commit).values().stream()
                .map(person -> RowFactory.create(SCHEMA.columns().stream()
                        .map(column -> held(person.get(column.name())))
                        .toArray()))
                .toList();
        lake.overwrite(
                lake.spark().createDataFrame(rows, SparkTypes.of(SCHEMA)),
                names.schema(),
                name,
                new Position(1, commit));
    }

    private static Object held(Object value) {
        return value instanceof List<?> list
                ? CollectionConverters.asScala(list).toSeq()
                : value;
    }

    private static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
