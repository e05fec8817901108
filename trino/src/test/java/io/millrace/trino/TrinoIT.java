package io.millrace.trino;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.trino.query.Answer;
import io.millrace.trino.server.JavaHomes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class TrinoIT {
    private static final Position POSITION = new Position(1, 42);

    private static TrinoStack trino;
    private static Lake lake;
    private static SmallShop shop;

    @BeforeAll
    static void startTrinoOverALake() throws Exception {
        requireJavaAndServer();
        trino = TrinoStack.start();
        lake = Lake.open("trino-it", trino.settings());
        shop = new SmallShop(lake, POSITION);
        shop.write();
        shop.writeTypes();
        shop.writeEndsOfTime();
        shop.writeFigures();
        trino.register();
    }

    private static void requireJavaAndServer() throws InterruptedException {
        Optional<String> missing = JavaHomes.ofThisMachine().found().isPresent()
                ? Optional.empty()
                : Optional.of(
                        "a JDK " + JavaHomes.LEAST_VERSION + " or later, which Trino needs, is not on this machine");
        if (missing.isEmpty()) {
            try {
                TrinoStack.fetch();
            } catch (PipelineException e) {
                missing = Optional.of(e.getMessage());
            }
        }
        missing.ifPresent(reason -> System.out.println("[TrinoIT] skipped: " + reason));
        assumeTrue(missing.isEmpty(), missing.orElse(""));
    }

    @AfterAll
    static void stop() {
        if (lake != null) {
            lake.close();
        }
        if (trino != null) {
            trino.close();
        }
    }

    @Test
    void everyTableOfTheLakeIsAskedByItsName() {
        assertThat(trino.register().last().orElseThrow().tables().keySet())
                .extracting(Object::toString)
                .contains(
                        "shop.orders",
                        "shop.order_items",
                        "shop.products",
                        "shop.users",
                        "shop__features.rfm",
                        "shop__models.recommendations");
        assertThat(trino.ask("SELECT name, price FROM lake.shop.products ORDER BY product_id")
                        .rows())
                .containsExactly(
                        List.of("Kettle", new BigDecimal("20.00")),
                        List.of("Lamp", new BigDecimal("7.50")),
                        List.of("Mug", new BigDecimal("3.25")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aLiveViewIsTheSourceAtThePositionOfTheLog(long seed) {
        // Given
        var live = new LivePeople(lake, "live" + seed, seed);
        live.write();
        trino.register();
        // When
        String columns = "id, name, bio, age, born, seen, local, price, tags, raw, ok, ratio";
        String view = "SELECT %s FROM lake.live%d__live.people".formatted(columns, seed);
        String expected = "SELECT %s FROM lake.live%d.expected".formatted(columns, seed);
        // Then
        assertThat(trino.ask("(%s) EXCEPT (%s)".formatted(view, expected)).rows())
                .isEmpty();
        assertThat(trino.ask("(%s) EXCEPT (%s)".formatted(expected, view)).rows())
                .isEmpty();
        assertThat(trino.ask("SELECT count(*) FROM (%s)".formatted(view)).rows())
                .isEqualTo(trino.ask("SELECT count(*) FROM (%s)".formatted(expected))
                        .rows());
    }

    @Test
    void rowsUnderADeletionVectorAreGone() {
        assertThat(trino.ask("SELECT order_id FROM lake.shop.orders ORDER BY 1").rows())
                .containsExactly(List.of(100), List.of(101), List.of(102), List.of(103));
    }

    @Test
    void eventsMeasuresAndAlertsAreAskedAsTheManualSays() throws IOException {
        assertThat(trino.ask(inTheManual("shop__figures.measures")).rows())
                .extracting(row -> row.get(1))
                .containsExactly(43.25, 7.5);
        assertThat(trino.ask(inTheManual("shop__figures.alerts")).rows())
                .extracting(row -> row.subList(0, 4))
                .containsExactly(List.of("z", "HIGH_VALUE", "2", "9.00"), List.of("x", "HIGH_VALUE", "1", "43.25"));
        assertThat(trino.ask("SELECT key, part.row, part.value FROM lake.shop__figures.alerts"
                                + " CROSS JOIN UNNEST(evidence) AS part(\"row\", at, value) WHERE id = 'x'")
                        .rows())
                .containsExactly(List.of("1", "100", "43.25"));
        assertThat(trino.ask("SELECT event_id, user, rank FROM lake.shop__events.click"
                                + " WHERE received_on = DATE '2026-02-01'")
                        .rows())
                .containsExactly(List.of("a", "u1", 3L));
    }

    /** The statement about this table among those that the manual shows. */
    private static String inTheManual(String table) throws IOException {
        String command = "    ./millrace sql \"";
        return Files.readAllLines(MillraceHome.find().path().resolve("docs/operations.md")).stream()
                .filter(line -> line.startsWith(command) && line.contains(" lake." + table + " "))
                .map(line -> line.substring(command.length(), line.lastIndexOf('"')))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void valuesArriveWithTheirTypes() {
        // When
        Answer answer = trino.ask(
                """
                SELECT exact, CAST(local_time AS varchar), to_unixtime(instant), CAST(day AS varchar),
                       to_hex(bytes), numbers, is_nan(odd), yes, nothing
                FROM lake.shop.types""");
        // Then
        assertThat(answer.rows().get(0).subList(0, 5))
                .containsExactly(
                        new BigDecimal("12345678901234567890.123456789012345678"),
                        "2026-02-03 04:05:06.123456",
                        1770091506.123,
                        "1582-10-15",
                        "00FF");
        assertThat(answer.rows().get(0).get(5)).isEqualTo(Arrays.asList(1, null, 3));
        assertThat(answer.rows().get(0).subList(6, 8)).containsExactly(true, true);
        assertThat(answer.rows().get(0).get(8)).isNull();
    }

    @Test
    void whatStandsForInfinityAndLaterTimesAreShown() {
        assertThat(trino.ask(
                                """
                                SELECT name, CAST(day AS varchar), CAST(local_time AS varchar),
                                       CAST(instant AT TIME ZONE 'UTC' AS varchar)
                                FROM lake.shop.ends ORDER BY instant""")
                        .rows())
                .containsExactly(
                        List.of("-infinity", "0001-01-01", "0001-01-01 00:00:00.000000", "0001-01-01 00:00:00.000 UTC"),
                        List.of("infinity", "9999-12-31", "9999-12-31 23:59:59.999999", "9999-12-31 23:59:59.999 UTC"),
                        List.of(
                                "later",
                                "12024-01-01",
                                "+12024-01-01 00:00:00.500000",
                                "+12024-01-01 00:00:00.500 UTC"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM lake.shop.orders",
                "UPDATE lake.shop.orders SET status = 'completed'",
                "INSERT INTO lake.shop.products VALUES (1, 'x', 1, 'x', 1)",
                "DROP TABLE lake.shop.orders",
                "CREATE TABLE lake.shop.mine AS SELECT 1 AS one",
                "CREATE SCHEMA lake.mine",
                "CALL lake.system.unregister_table('shop', 'orders')",
                "CALL lake.system.vacuum('shop', 'orders', '7d')",
                "CALL lake.system.drop_extended_stats('shop', 'orders')",
                "SELECT * FROM lake_admin.shop.orders",
                "SHOW SCHEMAS FROM lake_admin",
                "DELETE FROM lake_admin.shop.orders",
                "CALL lake_admin.system.unregister_table('shop', 'orders')",
                "CALL lake_admin.system.register_table('shop', 'again', 's3://lake/shop/orders')",
            })
    void noUserChangesTheLakeOrReachesTheAdministrativeCatalog(String statement) {
        assertThatThrownBy(() -> trino.ask(statement))
                .isInstanceOf(PipelineException.class)
                .hasMessageStartingWith("Trino refuses the statement")
                .hasMessageMatching("(?s).*(Access Denied|read-only|not found|not registered|not supported).*");
        assertThat(trino.ask("SELECT count(*) FROM lake.shop.orders").rows()).containsExactly(List.of(4L));
    }

    @Test
    void catalogsOfUsersAreTheLakeAndTheServersOwn() {
        assertThat(trino.ask("SHOW CATALOGS").rows()).containsExactly(List.of("lake"), List.of("system"));
    }

    @Test
    void noUserSeesWhoRegistersTables() {
        // When
        trino.register();
        List<List<Object>> seen = trino.ask("SELECT DISTINCT \"user\" FROM system.runtime.queries")
                .rows();
        // Then
        assertThat(seen).containsExactly(List.of("analyst"));
        assertThat(trino.as(trino.serviceUser())
                        .ask("SELECT count(*) > 0 FROM system.runtime.queries WHERE source = 'millrace-registration'")
                        .rows())
                .containsExactly(List.of(true));
    }

    @Test
    void laterTablesAreRegisteredAndVanishedOnesForgotten() throws IOException {
        // Given
        shop.table("later", "things", "SELECT 1 AS id");
        assertThatThrownBy(() -> trino.ask("SELECT * FROM lake.later.things")).hasMessageContaining("does not exist");
        // When
        trino.register();
        // Then
        assertThat(trino.ask("SELECT * FROM lake.later.things").rows()).containsExactly(List.of(1));
        // When
        remove("later/things");
        trino.register();
        // Then
        assertThatThrownBy(() -> trino.ask("SELECT * FROM lake.later.things")).hasMessageContaining("does not exist");
    }

    @Test
    void newRowsAreSeenWithoutRegisteringAgain() {
        // Given
        shop.table("shop", "growing", "SELECT 1 AS id");
        trino.register();
        assertThat(trino.ask("SELECT count(*) FROM lake.shop.growing").rows()).containsExactly(List.of(1L));
        // When
        shop.table("shop", "growing", "SELECT id, 'new' AS added FROM range(3)");
        // Then
        assertThat(trino.ask("SELECT count(*), max(added) FROM lake.shop.growing")
                        .rows())
                .containsExactly(List.of(3L, "new"));
    }

    @Test
    void aFolderThatIsNoTableIsPassedOver() {
        // Given
        lake.writeText(lake.root() + "/shop__log/_snapshot.json", "{}");
        lake.writeText(lake.root() + "/shop/notes/readme.txt", "no table");
        // When
        var state = trino.register();
        // Then
        assertThat(state.problem()).isEmpty();
        assertThat(state.last().orElseThrow().tables().keySet())
                .extracting(Object::toString)
                .noneMatch(name -> name.contains("notes") || name.contains("snapshot"));
    }

    @Test
    void aTableThatCannotBeReadDoesNotKeepOthersOut() throws IOException {
        // Given
        lake.writeText(lake.root() + "/broken/things/_delta_log/00000000000000000000.json", "this is no log");
        shop.table("whole", "things", "SELECT 7 AS id");
        // When
        var state = trino.register();
        // Then
        assertThat(state.last().orElseThrow().problems().keySet())
                .extracting(Object::toString)
                .containsExactly("broken.things");
        assertThat(trino.ask("SELECT id FROM lake.whole.things").rows()).containsExactly(List.of(7));
        remove("broken/things");
    }

    @Test
    void revenueOverTimeCountsCompletedOrdersByDayInUtc() {
        assertThat(dashboard("revenue_by_day"))
                .containsExactly(
                        List.of("2026-02-01", 1L, 1L, new BigDecimal("43.25"), new BigDecimal("43.25")),
                        List.of("2026-02-02", 1L, 1L, new BigDecimal("7.50"), new BigDecimal("7.50")),
                        List.of("2026-03-05", 1L, 1L, new BigDecimal("10.75"), new BigDecimal("10.75")));
    }

    @Test
    void revenueByMonthIsComparedWithTheMonthBefore() {
        assertThat(dashboard("revenue_by_month"))
                .containsExactly(
                        Arrays.asList("2026-02-01", 2L, 1L, new BigDecimal("50.75"), null),
                        List.of("2026-03-01", 1L, 0L, new BigDecimal("10.75"), new BigDecimal("-40.00")));
    }

    @Test
    void topProductsAreThoseThatBroughtMost() {
        assertThat(dashboard("top_products"))
                .containsExactly(
                        List.of(10, "Kettle", "kitchen", 2L, new BigDecimal("40.00"), new BigDecimal("65.04")),
                        List.of(11, "Lamp", "home", 2L, new BigDecimal("15.00"), new BigDecimal("24.39")),
                        List.of(12, "Mug", "kitchen", 2L, new BigDecimal("6.50"), new BigDecimal("10.57")));
    }

    @Test
    void countriesWithoutOrdersAreThereToo() {
        assertThat(dashboard("revenue_by_country"))
                .containsExactly(
                        List.of("United Kingdom", 1L, 2L, new BigDecimal("54.00")),
                        List.of("France", 2L, 1L, new BigDecimal("7.50")));
    }

    @Test
    void customersAreSpreadOverTheirSegments() {
        assertThat(dashboard("rfm_segments"))
                .containsExactly(
                        List.of(
                                "Champions",
                                1L,
                                new BigDecimal("50.00"),
                                new BigDecimal("1.0"),
                                new BigDecimal("2.0"),
                                new BigDecimal("54.00")),
                        List.of(
                                "Lost",
                                1L,
                                new BigDecimal("50.00"),
                                new BigDecimal("32.0"),
                                new BigDecimal("1.0"),
                                new BigDecimal("7.50")));
    }

    @Test
    void recommendationsAreCountedByModel() {
        assertThat(dashboard("recommendations_produced"))
                .containsExactly(List.of("m1", 3L, 2L, 2L, new BigDecimal("66.67"), new BigDecimal("0.5000")));
        assertThat(dashboard("most_recommended"))
                .containsExactly(List.of("11", "Lamp", 2L, 2L), List.of("10", "Kettle", 1L, 0L));
    }

    @Test
    void aWrongStatementIsRefusedWithThePlaceOfItsFault() {
        assertThatThrownBy(() -> trino.ask("SELECT nmae\nFROM lake.shop.products;"))
                .hasMessage(
                        "Trino refuses the statement: line 1:8: Column 'nmae' cannot be resolved%n  SELECT nmae%n         ^"
                                .formatted());
    }

    private static List<List<Object>> dashboard(String query) {
        try {
            return trino.ask(Files.readString(Path.of("queries", query + ".sql")))
                    .rows();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(String path) throws IOException {
        var folder = new org.apache.hadoop.fs.Path(lake.root() + "/" + path);
        folder.getFileSystem(lake.spark().sparkContext().hadoopConfiguration()).delete(folder, true);
    }
}
