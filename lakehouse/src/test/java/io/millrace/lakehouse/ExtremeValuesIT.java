package io.millrace.lakehouse;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.pipeline.Pipeline;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.LAKE;
import static io.millrace.lakehouse.LakehouseStack.awaitSilver;
import static io.millrace.lakehouse.LakehouseStack.started;
import static org.assertj.core.api.Assertions.assertThat;

/** The largest, the smallest and the oldest values come back from Delta as they were written. */
class ExtremeValuesIT {
    private static final TableId TABLE = TableId.parse("extremes");
    private static final TableSchema SCHEMA = new TableSchema(
            TABLE,
            List.of(
                    column("id", ColumnType.of(Kind.INT32)),
                    column("day", ColumnType.of(Kind.DATE)),
                    column("local", ColumnType.of(Kind.TIMESTAMP)),
                    column("instant", ColumnType.of(Kind.TIMESTAMP_TZ)),
                    column("whole", ColumnType.decimal(38, 0)),
                    column("part", ColumnType.decimal(38, 38)),
                    column("real4", ColumnType.of(Kind.FLOAT32)),
                    column("real8", ColumnType.of(Kind.FLOAT64)),
                    column("big", ColumnType.of(Kind.INT64)),
                    column("instants", ColumnType.array(ColumnType.of(Kind.TIMESTAMP_TZ)))),
            List.of("id"));

    private static final String NINES = "9".repeat(38);
    /** For each row: days, microseconds, digits, and floating-point numbers as JSON has them. */
    private static final List<Extremes> ROWS = List.of(
            new Extremes(-2440588, -210866803200000000L, "-" + NINES, "-0." + NINES, "-3.4028235E38", "4.9E-324"),
            new Extremes(-719163, -62135596800000001L, "0", "0", "1.4E-45", "\"-0\""),
            new Extremes(-141428, -12219292800000001L, "-1", "-0.1", "\"-0\"", "1.7976931348623157E308"),
            new Extremes(2932896, 253402300799999999L, "1", "0.1", "0.1", "0.1"),
            new Extremes(2932897, 253402300800000000L, NINES, "0." + NINES, "\"NaN\"", "\"NaN\""),
            new Extremes(2145042905, Long.MAX_VALUE, "7", "0.7", "\"-Infinity\"", "\"Infinity\""));

    private record Extremes(int days, long micros, String whole, String part, String real4, String real8) {
        String json(int id) {
            return """
                    {"id":%1$d,"day":%2$d,"local":%3$d,"instant":%3$d,"whole":"%4$s","part":"%5$s","real4":%6$s,
                     "real8":%7$s,"big":%3$d,"instants":[%3$d,null]}"""
                    .formatted(id, days, micros, whole, part, real4, real8);
        }

        String shown(int id) {
            return "%d|%d|%d|%d|%s|%s|%s|%s|%d"
                    .formatted(
                            id,
                            days,
                            micros,
                            micros,
                            whole,
                            new BigDecimal(part).setScale(38),
                            number(real4),
                            number(real8),
                            micros);
        }
    }

    private static String number(String json) {
        String text = json.replace("\"", "");
        return text.equals("-0") ? "-0.0" : text;
    }

    @Test
    void whatIsWrittenIsReadAndFound() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(TABLE);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), TABLE);
                Lakehouse lakehouse = started(pipeline)) {
            // Given: rows of far apart times in a batch, so that the statistics of files overlap and still end
            // somewhere
            capture.schema(SCHEMA);
            capture.empty(SCHEMA, 99);
            for (int batch = 0; batch < 2; batch++) {
                for (int id = batch; id < ROWS.size(); id += 2) {
                    write(capture, Operation.CREATE, id, ROWS.get(id), 101 + 10 * batch + id);
                }
                capture.progress(110 + 10 * batch);
                awaitSilver(lakehouse, 110 + 10 * batch);
            }
            // When: a merge writes one of them again
            write(capture, Operation.UPDATE, 0, ROWS.get(0), 200);
            capture.progress(200);
            awaitSilver(lakehouse, 200);

            // Then
            List<String> expected = new ArrayList<>();
            for (int id = 0; id < ROWS.size(); id++) {
                expected.add(ROWS.get(id).shown(id));
            }
            assertThat(shown(rows(pipeline))).containsExactlyElementsOf(expected);
            for (int id = 0; id < ROWS.size(); id++) {
                Extremes row = ROWS.get(id);
                assertThat(found(pipeline, "day = date_from_unix_date(%d)".formatted(row.days)))
                        .containsExactly(id);
                assertThat(found(pipeline, "instant = timestamp_micros(%dL)".formatted(row.micros)))
                        .containsExactly(id);
                assertThat(found(
                                pipeline, "local = cast(timestamp_micros(%dL) AS timestamp_ntz)".formatted(row.micros)))
                        .containsExactly(id);
                assertThat(found(pipeline, "whole = %s".formatted(row.whole))).containsExactly(id);
            }
        }
    }

    @Test
    void infinityIsTheLastMomentAndWhatIsLaterThanMicrosecondsIsPutAside() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(TABLE);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), TABLE);
                Lakehouse lakehouse = started(pipeline)) {
            // Given
            capture.schema(SCHEMA);
            capture.empty(SCHEMA, 99);
            times(capture, 1, "\"infinity\"");
            times(capture, 2, "\"-infinity\"");
            times(capture, 3, "\"294276-12-31 23:59:59.999999\"");

            // When
            capture.progress(100);
            awaitSilver(lakehouse, 100);

            // Then
            assertThat(rows(pipeline)
                            .selectExpr(
                                    "id",
                                    "cast(day as string)",
                                    "cast(local as string)",
                                    "cast(instant as string)",
                                    "cast(instants as string)")
                            .orderBy("id")
                            .collectAsList()
                            .stream()
                            .map(Row::toString))
                    .containsExactly(
                            "[1,9999-12-31,9999-12-31 23:59:59.999999,9999-12-31 23:59:59.999999,"
                                    + "[9999-12-31 23:59:59.999999]]",
                            "[2,0001-01-01,0001-01-01 00:00:00,0001-01-01 00:00:00,[0001-01-01 00:00:00]]");
            assertThat(LAKE.read(pipeline.name() + "__log", "quarantine").collectAsList().stream()
                            .map(row -> row.<String>getAs("reason")))
                    .singleElement()
                    .asString()
                    .contains("294276-12-31")
                    .contains("ends in January 294247");
        }
    }

    private static void times(FakeCapture capture, int id, String time) {
        capture.change(
                Operation.CREATE,
                SCHEMA,
                100,
                99,
                "{\"id\":%d}".formatted(id),
                "{\"id\":%1$d,\"day\":%3$s,\"local\":%2$s,\"instant\":%2$s,\"instants\":[%2$s],\"whole\":null,\"part\":null,\"real4\":null,\"real8\":null,\"big\":null}"
                        .formatted(id, time, id == 3 ? "0" : time));
    }

    private static void write(FakeCapture capture, Operation op, int id, Extremes row, long lsn) {
        capture.change(op, SCHEMA, lsn, lsn - 1, "{\"id\":%d}".formatted(id), row.json(id));
    }

    private static Dataset<Row> rows(Pipeline pipeline) {
        return LAKE.read(LAKE.snapshot(pipeline.name()).orElseThrow().tables().get(TABLE));
    }

    private static List<Integer> found(Pipeline pipeline, String condition) {
        return rows(pipeline).where(condition).select("id").collectAsList().stream()
                .map(row -> row.getInt(0))
                .toList();
    }

    private static List<String> shown(Dataset<Row> rows) {
        return rows
                .selectExpr(
                        "id",
                        "unix_date(day)",
                        "unix_micros(cast(local AS timestamp))",
                        "unix_micros(instant)",
                        "cast(whole AS string)",
                        "part",
                        "real4",
                        "real8",
                        "unix_micros(instants[0])")
                .orderBy("id")
                .collectAsList()
                .stream()
                .map(row -> row.mkString("|"))
                .toList();
    }

    private static TableSchema.Column column(String name, ColumnType type) {
        return new TableSchema.Column(name, type, true, "any");
    }
}
