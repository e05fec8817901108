package io.millrace.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cdc.SampleTypes.SampleType;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.source.ReloadRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each type of Postgres, with its extremes, as a column, as a domain and as an array: the snapshot, the stream,
 * reading the table again, and an update of another column all give what Postgres itself says of the value.
 */
class EveryTypeIT {
    private static final String TABLE = "public.every_type";
    private static final int STREAMED = 1000;

    private static CaptureWorld world;
    private static ChangeCapture capture;
    private static List<TableSchema> schemas;
    private static TableSchema schema;
    /** By id; ids from {@link #STREAMED} on are those of rows that the stream brought. */
    private static Map<Integer, ObjectNode> images;

    private static Map<Integer, ObjectNode> updated;
    private static Map<Integer, ObjectNode> reloaded;
    private static Map<Integer, Map<String, Object>> oracle;

    @BeforeAll
    static void captureEveryType() throws Exception {
        world = CaptureWorld.of("every_type_it", SampleTypes.schema("every_type"), TABLE);
        world.sql(SampleTypes.rows("every_type", 0));
        capture = world.capture();
        world.awaitLoaded();
        // Before the other reload, which reads the same rows again.
        images = images(Operation.READ, true);
        world.sql(SampleTypes.rows("every_type", STREAMED));
        world.sql("UPDATE every_type SET touched = 1 WHERE id >= " + STREAMED);
        eventually(() -> assertThat(images(Operation.UPDATE)).hasSize(SampleTypes.ROWS));

        var client = new CaptureClient(capture.port());
        String reload = client.reload(ReloadRequest.ofTable(TableId.parse(TABLE), "types"))
                .id();
        client.awaitEnd(reload);
        reloaded = images(new ReloadedTable(world.published(), TABLE, reload).rows());
        images.putAll(images(Operation.CREATE));
        updated = images(Operation.UPDATE);
        schemas = List.copyOf(world.published().schemas().values());
        schema = schemas.get(0);
        try (var connection = world.connect()) {
            oracle = new SourceOracle(connection).canonical(schema);
        }
    }

    @AfterAll
    static void stop() {
        capture.close();
    }

    private static Map<Integer, ObjectNode> images(Operation op) {
        return images(op, false);
    }

    private static Map<Integer, ObjectNode> images(Operation op, boolean isReload) {
        return images(world.published().changes(TABLE).stream()
                .filter(change -> change.op() == op && (change.reload() != null) == isReload)
                .toList());
    }

    private static Map<Integer, ObjectNode> images(List<Change> changes) {
        Map<Integer, ObjectNode> images = new TreeMap<>();
        changes.forEach(change -> images.put(change.key().get("id").intValue(), change.after()));
        return images;
    }

    static List<SampleType> types() {
        return SampleTypes.ALL;
    }

    @ParameterizedTest
    @MethodSource("types")
    void aTypeHasItsPlaceInTheLake(SampleType type) {
        assertThat(type(type.column()).toString()).isEqualTo(type.lake().toString());
        assertThat(type(type.domainColumn()).toString()).isEqualTo(type.lake().toString());
        assertThat(type(type.arrayColumn()).kind()).isEqualTo(ColumnType.Kind.ARRAY);
        assertThat(type(type.arrayColumn()).element().toString())
                .isEqualTo(type.lake().toString());
    }

    @ParameterizedTest
    @MethodSource("types")
    void theSnapshotGivesWhatPostgresHas(SampleType type) {
        compare(type, 0, images);
    }

    @ParameterizedTest
    @MethodSource("types")
    void theStreamGivesWhatPostgresHas(SampleType type) {
        compare(type, STREAMED, images);
    }

    @ParameterizedTest
    @MethodSource("types")
    void readingTheTableAgainGivesWhatPostgresHas(SampleType type) {
        compare(type, 0, reloaded);
        compare(type, STREAMED, reloaded);
    }

    @ParameterizedTest
    @MethodSource("types")
    void anUpdateOfAnotherColumnGivesTheSameOrNothing(SampleType type) {
        compare(type, STREAMED, updated);
    }

    @Test
    void allWaysHaveOneSchema() {
        assertThat(schemas).hasSize(1);
        assertThat(images).hasSize(2 * SampleTypes.ROWS);
        assertThat(updated.values())
                .allSatisfy(image -> assertThat(image.get("touched").intValue()).isEqualTo(1));
    }

    @Test
    void aLabelThatIsAddedToAnEnumIsThereAtOnce() {
        world.sql("ALTER TYPE mood ADD VALUE 'proud' BEFORE 'sad'");
        world.sql("INSERT INTO every_type (id, %1$s, %2$s) VALUES (5000, 'proud', '{proud,sad}')"
                .formatted(
                        SampleTypes.of("mood").column(), SampleTypes.of("mood").arrayColumn()));

        ObjectNode image = arrived(5000);
        assertThat(image.get(SampleTypes.of("mood").column()).textValue()).isEqualTo("proud");
        assertThat(image.get(SampleTypes.of("mood").arrayColumn()).toString()).isEqualTo("[\"proud\",\"sad\"]");
    }

    @Test
    void aTextOfTenMegabytesIsWhole() {
        world.sql("INSERT INTO every_type (id, %s) VALUES (5001, repeat('0123456789', 1048576))"
                .formatted(SampleTypes.of("text").column()));

        assertThat(arrived(5001).get(SampleTypes.of("text").column()).textValue())
                .isEqualTo("0123456789".repeat(1048576));
    }

    private static ObjectNode arrived(int id) {
        eventually(() -> assertThat(images(Operation.CREATE)).containsKey(id));
        return images(Operation.CREATE).get(id);
    }

    private static void compare(SampleType type, int first, Map<Integer, ObjectNode> actual) {
        for (String column : List.of(type.column(), type.domainColumn(), type.arrayColumn())) {
            IntStream.range(first, first + SampleTypes.ROWS).forEach(id -> {
                Object expected = oracle.get(id).get(column);
                JsonNode value = actual.get(id).get(column);
                if (value == null) {
                    // Stored out of line and not changed.
                    assertThat(actual).isSameAs(updated);
                } else {
                    assertThat(SourceOracle.of(type(column), value))
                            .as("%s of row %d, %s", column, id, type)
                            .isEqualTo(expected);
                }
            });
        }
    }

    private static ColumnType type(String column) {
        Map<String, ColumnType> types =
                schema.columns().stream().collect(Collectors.toMap(TableSchema.Column::name, TableSchema.Column::type));
        return types.get(column);
    }
}
