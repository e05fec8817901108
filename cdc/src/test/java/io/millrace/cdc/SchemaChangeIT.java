package io.millrace.cdc;

import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableNote.Kind;
import io.millrace.contracts.change.TableSchema;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** What readers are told of commands that change tables, while capture runs. */
class SchemaChangeIT {
    private static CaptureWorld world;
    private static ChangeCapture capture;

    @BeforeAll
    static void captureTables() {
        world = CaptureWorld.of(
                "schema_change_it",
                """
                CREATE TABLE grown (id int PRIMARY KEY, name text);
                INSERT INTO grown VALUES (1, 'one');
                CREATE TABLE kept_out (id int PRIMARY KEY);
                CREATE TABLE quiet (id int PRIMARY KEY, name text);
                CREATE TABLE renamed (id int PRIMARY KEY, old text, other varchar(9), price numeric(9,2));
                CREATE TABLE rewritten (id int PRIMARY KEY, n int);
                INSERT INTO rewritten VALUES (1, 1);
                CREATE TABLE vacuumed (id int PRIMARY KEY, n int);
                INSERT INTO vacuumed VALUES (1, 1);
                CREATE TABLE rekeyed (id int PRIMARY KEY, code int NOT NULL);
                CREATE TABLE dropped (id int PRIMARY KEY);
                CREATE TABLE forgotten (id int PRIMARY KEY);
                CREATE TABLE changed_and_dropped (id int PRIMARY KEY);
                CREATE TABLE remade (id int PRIMARY KEY, name text);
                CREATE TABLE mixed (id int PRIMARY KEY, name text);
                CREATE TABLE computed (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) STORED);
                INSERT INTO computed VALUES (1);
                CREATE TYPE mood AS ENUM ('sad', 'happy');
                CREATE TABLE labelled (id int PRIMARY KEY, moods mood[]);
                CREATE TABLE parted (id int, region text, PRIMARY KEY (region, id)) PARTITION BY LIST (region);
                CREATE TABLE parted_eu PARTITION OF parted FOR VALUES IN ('eu');
                CREATE TABLE unlogged (id int PRIMARY KEY) PARTITION BY RANGE (id);
                """,
                "public.grown",
                "public.kept_out",
                "public.quiet",
                "public.renamed",
                "public.rewritten",
                "public.vacuumed",
                "public.rekeyed",
                "public.dropped",
                "public.forgotten",
                "public.changed_and_dropped",
                "public.remade",
                "public.mixed",
                "public.computed",
                "public.labelled",
                "public.parted",
                "public.unlogged");
        capture = world.capture();
        world.awaitLoaded();
        eventually(() -> assertThat(notes("public.parted", Kind.SHAPED)).isNotEmpty());
    }

    @AfterAll
    static void stop() {
        capture.close();
    }

    private static List<TableNote> notes(String table, Kind kind) {
        return world.published().notes(table, kind::equals).getOrDefault(0, List.of());
    }

    private static TableSchema told(String table) {
        List<TableNote> shaped = notes(table, Kind.SHAPED);
        return world.published().schemas().get(shaped.get(shaped.size() - 1).schema());
    }

    private static void awaitStale(String table, String reason) {
        eventually(() -> assertThat(notes(table, Kind.STALE))
                .anyMatch(note -> note.reason().contains(reason)));
    }

    private static Change lastChange(String table, int key) {
        List<Change> changes = world.published().changes(table).stream()
                .filter(change -> change.transaction() != 0
                        && change.key() != null
                        && change.key().path("id").intValue() == key)
                .toList();
        assertThat(changes).isNotEmpty();
        return changes.get(changes.size() - 1);
    }

    private static TableSchema.Column column(TableSchema schema, String name) {
        return schema.column(name).orElseThrow();
    }

    @Test
    void aNewColumnTellsWhatOlderRowsHaveInItBeforeItsFirstChange() {
        world.sql("ALTER TABLE grown ADD COLUMN at date NOT NULL DEFAULT '2024-02-29', ADD COLUMN tags text[] DEFAULT"
                + " '{a,NULL}', ADD COLUMN plain int");
        world.sql("INSERT INTO grown (id) VALUES (2)");

        eventually(() -> assertThat(lastChange("public.grown", 2)).isNotNull());
        Change change = lastChange("public.grown", 2);
        TableSchema schema = world.published().schemas().get(change.schema());
        assertThat(column(schema, "at").missing()).isEqualTo("19782");
        assertThat(column(schema, "tags").missing()).isEqualTo("[\"a\",null]");
        assertThat(column(schema, "plain").missing()).isNull();
        assertThat(schema.columns()).extracting(TableSchema.Column::number).containsExactly(1, 2, 3, 4, 5);
        TableNote note = notes("public.grown", Kind.SHAPED).stream()
                .filter(shaped -> shaped.schema().equals(change.schema()))
                .findFirst()
                .orElseThrow();
        assertThat(note.from()).isEqualTo(change.previousCommit());
        assertThat(notes("public.grown", Kind.STALE)).isEmpty();
    }

    @Test
    void columnsOfATableThatNobodyWritesAreToldToo() {
        world.sql("ALTER TABLE quiet ADD COLUMN n int DEFAULT 7");

        eventually(() -> assertThat(told("public.quiet").column("n").map(TableSchema.Column::missing))
                .contains("7"));
        assertThat(notes("public.quiet", Kind.STALE)).isEmpty();
    }

    @Test
    void aRenamedColumnKeepsItsNumberAndAWiderTypeItsRows() {
        world.sql("ALTER TABLE renamed RENAME COLUMN old TO new");
        world.sql("ALTER TABLE renamed ALTER other TYPE text, ALTER price TYPE numeric(12,2)");

        eventually(() -> assertThat(told("public.renamed").column("new").map(TableSchema.Column::number))
                .contains(2));
        eventually(() ->
                assertThat(column(told("public.renamed"), "price").sourceType()).isEqualTo("numeric(12,2)"));
        assertThat(notes("public.renamed", Kind.STALE)).isEmpty();
    }

    @Test
    void rowsThatWereWrittenAnewWithOtherValuesAreReadAgainAndOthersAreNot() {
        world.sql("ALTER TABLE rewritten ALTER n TYPE int USING n * 100");
        world.sql("VACUUM FULL vacuumed");
        world.sql("TRUNCATE vacuumed");

        awaitStale("public.rewritten", "written anew with other values of n");
        world.sql("ALTER TABLE rewritten ADD COLUMN at float8 DEFAULT random()");
        awaitStale("public.rewritten", "written anew with other values of at");
        assertThat(notes("public.vacuumed", Kind.STALE)).isEmpty();
    }

    @Test
    void aLabelOfAnEnumThatIsRenamedHasTheTablesOfThatTypeReadAgain() {
        world.sql("ALTER TYPE mood ADD VALUE 'calm'; ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'");

        awaitStale("public.labelled", "A label of an enum was renamed: sad is blue now");
        assertThat(notes("public.labelled", Kind.STALE)).hasSize(1);
    }

    @Test
    void aColumnThatIsNoLongerComputedIsReadAgainAndThenInTheStream() {
        world.sql("ALTER TABLE computed ALTER twice DROP EXPRESSION");

        awaitStale("public.computed", "twice was computed");
        world.sql("INSERT INTO computed VALUES (2, 5)");
        eventually(() ->
                assertThat(lastChange("public.computed", 2).after().toString()).isEqualTo("{\"id\":2,\"twice\":5}"));
    }

    @Test
    void aRedefinedKeyIsNoticedWithoutAChange() {
        world.sql("ALTER TABLE rekeyed DROP CONSTRAINT rekeyed_pkey, ADD PRIMARY KEY (code)");

        awaitStale("public.rekeyed", "told apart by other columns now: code");
        world.sql("INSERT INTO rekeyed VALUES (1, 8)");
        eventually(() -> assertThat(world.published().changes("public.rekeyed"))
                .anyMatch(change ->
                        change.key() != null && change.key().toString().equals("{\"code\":8}")));
    }

    @Test
    void aTableThatIsGoneIsToldAndOneThatIsThereAgainIsInTheStream() {
        world.sql("DROP TABLE dropped");
        eventually(() -> assertThat(notes("public.dropped", Kind.GONE))
                .anyMatch(note -> note.reason().contains("dropped or renamed")));

        world.sql("CREATE TABLE dropped (id int PRIMARY KEY, other text)");
        awaitStale("public.dropped", "there again");
        world.sql("INSERT INTO dropped VALUES (5, 'five')");
        eventually(() -> assertThat(
                        lastChange("public.dropped", 5).after().get("other").textValue())
                .isEqualTo("five"));
    }

    @Test
    void theLastOfATableThatWentIsThatItIsGone() {
        // The shape between the commands is in the stream alone.
        world.sql(
                "BEGIN; ALTER TABLE changed_and_dropped ADD COLUMN n int; INSERT INTO changed_and_dropped VALUES (1, 2);"
                        + " DROP TABLE changed_and_dropped; COMMIT");

        // Debezium no longer finds the key of what is gone.
        eventually(() -> assertThat(world.published().changes("public.changed_and_dropped"))
                .isNotEmpty());
        assertThat(notes("public.changed_and_dropped", Kind.GONE)).hasSizeGreaterThan(1);
        assertThat(notes("public.changed_and_dropped", Kind.STALE)).isEmpty();
    }

    @Test
    void aTableThatWentWhileNothingWasCapturedIsToldToo() {
        capture.close();
        world.sql("DROP TABLE forgotten");
        capture = world.capture();

        eventually(() -> assertThat(notes("public.forgotten", Kind.GONE))
                .anyMatch(note -> note.reason().contains("dropped or renamed")));
    }

    @Test
    void aTableThatIsMadeAnewWithAnotherShapeIsReadAgainAndFollowed() {
        world.sql("BEGIN; DROP TABLE remade; CREATE TABLE remade (id bigint PRIMARY KEY, n numeric(5,1));"
                + " INSERT INTO remade VALUES (1, 2.5); COMMIT");

        awaitStale("public.remade", "made anew");
        world.sql("INSERT INTO remade VALUES (2, 3.5)");
        eventually(
                () -> assertThat(lastChange("public.remade", 2).after().get("n").textValue())
                        .isEqualTo("3.5"));
        TableSchema schema =
                world.published().schemas().get(lastChange("public.remade", 2).schema());
        assertThat(Optional.of(schema.relation())).isNotEqualTo(Optional.of(0L));
    }

    @Test
    void severalChangesOfATableInOneTransactionWithDataAreFollowedOrReadAgain() {
        world.sql("BEGIN; INSERT INTO mixed VALUES (1, 'a'); ALTER TABLE mixed ADD COLUMN n int DEFAULT 3;"
                + " INSERT INTO mixed VALUES (2, 'b', 4); ALTER TABLE mixed RENAME COLUMN name TO title;"
                + " INSERT INTO mixed VALUES (3, 'c', 5); COMMIT");

        // The shape between the two commands is in the stream alone.
        awaitStale("public.mixed", "faster than capture could look");
        assertThat(lastChange("public.mixed", 3).after().toString()).isEqualTo("{\"id\":3,\"title\":\"c\",\"n\":5}");
    }

    @Test
    void aPartitionThatComesOrGoesWithRowsHasTheTableReadAgainAndAnEmptyOneDoesNot() {
        world.sql("BEGIN; CREATE TABLE parted_us PARTITION OF parted FOR VALUES IN ('us');"
                + " INSERT INTO parted VALUES (1, 'us'); COMMIT");
        eventually(() -> assertThat(world.published().changes("public.parted"))
                .anyMatch(change -> change.key() != null
                        && change.key().path("region").asText().equals("us")));
        assertThat(notes("public.parted", Kind.STALE)).isEmpty();

        world.sql("BEGIN; CREATE TABLE parted_uk (LIKE parted INCLUDING ALL); INSERT INTO parted_uk VALUES (1, 'uk');"
                + " ALTER TABLE parted ATTACH PARTITION parted_uk FOR VALUES IN ('uk'); COMMIT");
        awaitStale("public.parted", "attached that may have had rows");
        world.sql("BEGIN; ALTER TABLE parted DETACH PARTITION parted_uk; INSERT INTO parted_uk VALUES (2, 'uk');"
                + " ALTER TABLE parted ATTACH PARTITION parted_uk FOR VALUES IN ('uk'); COMMIT");
        awaitStale("public.parted", "detached and attached again");
        world.sql("ALTER TABLE parted DETACH PARTITION parted_uk");
        awaitStale("public.parted", "detached or dropped");
        world.sql("TRUNCATE parted_eu");
        awaitStale("public.parted", "truncated or written anew");
    }

    @Test
    void aTableThatLeftThePublicationForAMomentIsReadAgain() {
        world.sql("BEGIN; ALTER PUBLICATION schema_change_it DROP TABLE kept_out; INSERT INTO kept_out VALUES (1);"
                + " ALTER PUBLICATION schema_change_it ADD TABLE ONLY kept_out; COMMIT");

        awaitStale("public.kept_out", "publication was changed");
    }

    @Test
    void aPartitionOfWhichTheLogHasNoChangesIsToldOfUntilItIsLogged() {
        world.sql("CREATE UNLOGGED TABLE unlogged_part PARTITION OF unlogged FOR VALUES FROM (0) TO (9)");
        eventually(() -> assertThat(notes("public.unlogged", Kind.GONE))
                .anyMatch(note -> note.reason().contains("unlogged or foreign")));

        world.sql("INSERT INTO unlogged VALUES (1); ALTER TABLE unlogged_part SET LOGGED");

        awaitStale("public.unlogged", "unlogged or foreign");
    }
}
