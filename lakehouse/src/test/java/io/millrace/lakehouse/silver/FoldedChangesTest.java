package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.change.TableSchema.Column;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.Lake;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

import static org.assertj.core.api.Assertions.assertThat;

class FoldedChangesTest {
    private static final TableSchema TABLE = new TableSchema(
            TableId.parse("public.all"),
            List.of(
                    column("text", ColumnType.of(Kind.TEXT)),
                    column("number", ColumnType.decimal(38, 10)),
                    column("day", ColumnType.of(Kind.DATE)),
                    column("moment", ColumnType.of(Kind.TIMESTAMP_TZ)),
                    column("local", ColumnType.of(Kind.TIMESTAMP)),
                    column("real", ColumnType.of(Kind.FLOAT64)),
                    column("bytes", ColumnType.of(Kind.BINARY)),
                    column("list", ColumnType.array(ColumnType.of(Kind.TEXT)))),
            List.of("text", "number", "day", "moment", "local", "real"));

    @TempDir
    private static Path folder;

    private static Lake lake;
    private static SparkSession session;

    private static Column column(String name, ColumnType type) {
        return new Column(name, type, true, "any");
    }

    @BeforeAll
    static void open() {
        String root = folder.toUri().toString();
        lake = Lake.open(
                "folded", Settings.parse("lake.root = \"%s\"".formatted(root.substring(0, root.length() - 1))));
        session = lake.spark().newSession();
        session.conf().set("spark.sql.datetime.java8API.enabled", "true");
    }

    @AfterAll
    static void close() {
        lake.close();
    }

    private static List<Object> values(String text, String number, LocalDate day, Instant moment, double real) {
        return Arrays.asList(
                text,
                new BigDecimal(number),
                day,
                moment,
                LocalDateTime.ofEpochSecond(moment.getEpochSecond(), moment.getNano(), ZoneOffset.UTC),
                real,
                text.getBytes(StandardCharsets.UTF_8),
                CollectionConverters.asScala(Arrays.asList(text, null)).toSeq());
    }

    @Test
    void fewRowsThatAreHeldHereAreWhatSparkKeepsOfMany() {
        // Given
        Row aside = RowFactory.create("all", "why", "topic", 0, 1L, new byte[] {0, -1}, null);
        Instant earliest = Instant.parse("-004712-01-01T00:00:00Z");
        Instant latest = Instant.parse("+294247-01-10T04:00:54.775807Z");
        List<Row> rows = List.of(
                FoldedRows.upsert(
                        values("\uD83D\uDE00", "1", LocalDate.MIN.withYear(-4712), earliest, Double.NaN), null, null),
                FoldedRows.upsert(
                        values("\uFFFD", "-9999999999999999999999999999.9999999999", LocalDate.EPOCH, latest, -0.0),
                        List.of("bytes", "list"),
                        aside),
                FoldedRows.delete(values("", "0.0000000001", LocalDate.EPOCH, Instant.EPOCH, Double.NEGATIVE_INFINITY)),
                FoldedRows.doubtful(values("b", "2", LocalDate.EPOCH, Instant.EPOCH, 1e308), false, aside),
                FoldedRows.ask(aside),
                FoldedRows.reject(aside));
        Dataset<Row> folded = session.createDataFrame(rows, FoldedRows.columns(TABLE));
        // When
        try (FoldedChanges here = FoldedChanges.here(folded, session);
                FoldedChanges kept = FoldedChanges.kept(folded)) {
            // Then
            assertThat(texts(here.rows())).isEqualTo(texts(kept.rows())).hasSize(rows.size());
            assertThat(here.summary(TABLE.key())).isEqualTo(kept.summary(TABLE.key()));
        }
    }

    private static List<String> texts(Dataset<Row> rows) {
        return rows.selectExpr("to_json(struct(*))").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
