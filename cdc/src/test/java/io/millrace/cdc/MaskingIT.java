package io.millrace.cdc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cdc.check.Finding;
import io.millrace.cdc.check.Finding.Level;
import io.millrace.cdc.check.SourceCheck;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.pipeline.ColumnRule;
import io.millrace.contracts.process.Secret;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** What the pipeline file masks is in no record of any topic and not in the log of the process. */
class MaskingIT {
    private static final Secret SALT = Secret.of("a salt of the tests");
    private static final Map<String, String> RULES = Map.of(
            "public.people",
            "email: {mask: sha256}, name: {mask: fixed, value: '***'}, city: {mask: truncate, length: 3},"
                    + " notes: {mask: drop}, card: {mask: sha256}",
            "public.full_people",
            "email: {mask: sha256}, name: {mask: fixed, value: '***'}, city: {mask: truncate, length: 3},"
                    + " notes: {mask: drop}, card: {mask: sha256}",
            "public.visits",
            "card: {mask: sha256}");

    private static CaptureWorld world;
    private static CdcProcess process;

    @BeforeAll
    static void capturePeople() {
        world = CaptureWorld.of(
                        "masking_it",
                        """
                        CREATE TABLE people (id int PRIMARY KEY, email text, name text, city text, notes text, card bigint);
                        CREATE TABLE full_people (LIKE people INCLUDING ALL);
                        ALTER TABLE full_people REPLICA IDENTITY FULL;
                        CREATE TABLE visits (id int PRIMARY KEY, card numeric(20,0), page text);
                        INSERT INTO people SELECT n, 'zyzzyvamail' || n, 'zyzzyvaname' || n, 'Xyzzyzzyvacity', 'zyzzyvanote' || n,
                            7777000000 + n FROM generate_series(1, 20) n;
                        INSERT INTO full_people SELECT * FROM people;
                        """,
                        "public.people",
                        "public.full_people",
                        "public.visits")
                .masking(RULES);
        process = new CdcProcess(world);
        process.start();
        eventually(() ->
                assertThat(world.published().changes("public.full_people")).hasSizeGreaterThanOrEqualTo(20));
        for (String table : List.of("people", "full_people")) {
            world.sql("UPDATE %s SET name = 'zyzzyvanew', notes = NULL WHERE id < 5".formatted(table));
            world.sql(
                    "UPDATE %s SET notes = (SELECT string_agg('zyzzyva' || md5(n::text), '') FROM generate_series(1, 2000) n),"
                                    .formatted(table)
                            + " email = (SELECT string_agg('zyzzyva' || md5(n::text), '') FROM generate_series(1, 2000) n) WHERE id = 6");
            world.sql("UPDATE %s SET name = 'zyzzyvaagain' WHERE id = 6".formatted(table));
            world.sql("UPDATE %s SET id = 100 WHERE id = 7".formatted(table));
            world.sql("DELETE FROM %s WHERE id = 8".formatted(table));
            world.sql("INSERT INTO %s VALUES (30, NULL, NULL, NULL, NULL, NULL), (31, '', '', '', '', 0)"
                    .formatted(table));
        }
        world.sql("INSERT INTO visits VALUES (1, 7777000003, 'home')");
        eventually(() -> assertThat(world.published().changes("public.visits"))
                .anyMatch(change -> change.op() == Operation.CREATE));
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @Test
    void noClearValueIsInAnyRecordOrInTheLog() {
        List<String> everything = world.published().everything();

        assertThat(everything).hasSizeGreaterThan(60).anyMatch(record -> record.contains("\"***\""));
        assertThat(everything).noneMatch(record -> record.contains("zyzzyva"));
        assertThat(everything).noneMatch(record -> record.contains("7777000"));
        assertThat(everything).noneMatch(record -> record.contains(SALT.reveal()));
        assertThat(process.wholeLog()).isNotEmpty().doesNotContain("zyzzyva", "7777000", SALT.reveal());
    }

    @Test
    void everyImageHasTheMaskedValuesAlsoThatOfAnOldRow() {
        ObjectNode old = world.published().changes("public.full_people").stream()
                .filter(change -> change.op() == Operation.DELETE
                        && change.key().get("id").intValue() == 8)
                .findFirst()
                .orElseThrow()
                .before();

        var hash = new ColumnRule.Hash(SALT);
        assertThat(old.fieldNames()).toIterable().containsExactly("id", "email", "name", "city", "card");
        assertThat(old.get("email").textValue()).isEqualTo(hash.apply("zyzzyvamail8"));
        assertThat(old.get("name").textValue()).isEqualTo("***");
        assertThat(old.get("city").textValue()).isEqualTo("Xyz");
        assertThat(old.get("card").textValue()).isEqualTo(hash.apply("7777000008"));
    }

    @Test
    void aValueThatTheSourceDidNotSendIsAbsentAndNullIsNull() {
        List<Change> changes = world.published().changes("public.people");
        Change unchanged = changes.stream()
                .filter(change -> change.op() == Operation.UPDATE
                        && change.key().get("id").intValue() == 6)
                .reduce((first, second) -> second)
                .orElseThrow();
        ObjectNode empty = created(changes, 30);

        assertThat(unchanged.after().has("email")).isFalse();
        assertThat(List.of("email", "name", "city", "card"))
                .allMatch(name -> empty.get(name).isNull());
        assertThat(created(changes, 31).get("city").textValue()).isEmpty();
    }

    private static ObjectNode created(List<Change> changes, int id) {
        return changes.stream()
                .filter(change -> change.op() == Operation.CREATE
                        && change.key().get("id").intValue() == id)
                .findFirst()
                .orElseThrow()
                .after();
    }

    @Test
    void equalValuesOfTwoTablesStayEqual() {
        assertThat(created(world.published().changes("public.visits"), 1)
                        .get("card")
                        .textValue())
                .isEqualTo(new ColumnRule.Hash(SALT).apply("7777000003"));
    }

    @Test
    void theSchemaHasTextAndTheRuleAndNotTheDroppedColumn() {
        List<TableSchema> schemas = world.published().schemas().values().stream()
                .filter(schema -> schema.table().equals(TableId.parse("public.people")))
                .toList();

        assertThat(schemas).as("snapshot and stream agree").hasSize(1);
        assertThat(schemas.get(0).columns())
                .extracting(TableSchema.Column::name)
                .containsExactly("id", "email", "name", "city", "card");
        assertThat(schemas.get(0).columns())
                .contains(new TableSchema.Column(
                        "card", ColumnType.of(ColumnType.Kind.TEXT), true, "int8, masked: sha256", 6, null));
    }

    @Test
    void postgresMasksAsCaptureDoes() throws Exception {
        List<ColumnRule> rules = List.of(
                new ColumnRule.Hash(SALT),
                new ColumnRule.Hash(Secret.of("long salt ".repeat(20))),
                new ColumnRule.Truncate(3),
                new ColumnRule.Fixed("it's \\ 100 %"),
                new ColumnRule.Drop());
        var random = new Random(42);
        try (var connection = world.connect()) {
            for (ColumnRule rule : rules) {
                String sql = "SELECT " + rule.sql("v") + " FROM (SELECT ?::text AS v) AS given";
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    for (int run = 0; run < 200; run++) {
                        String value = run == 0 ? null : text(random, run == 1 ? 0 : random.nextInt(run));
                        statement.setString(1, value);
                        try (ResultSet row = statement.executeQuery()) {
                            row.next();
                            assertThat(row.getString(1))
                                    .as("%s of '%s'", rule, value)
                                    .isEqualTo(rule.apply(value));
                        }
                    }
                }
            }
        }
    }

    /** Any characters that Postgres takes: neither 0 nor halves of others. */
    private static String text(Random random, int length) {
        return random.ints(1, 0x20000)
                .filter(point -> point < 0xD800 || point > 0xDFFF)
                .limit(length)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void aRuleForAKeyOrForNoColumnKeepsCaptureFromStarting() {
        CaptureWorld wrong =
                world.masking(Map.of("public.people", "e_mail: {mask: drop}", "public.visits", "id: {mask: sha256}"));
        assertThat(new SourceCheck(wrong.pipeline()).find().of(Level.BLOCKS_CAPTURE))
                .extracting(Finding::sentence)
                .anyMatch(text ->
                        text.contains("'e_mail' masked, but its log has none of that name. Did you mean 'email'?"))
                .anyMatch(text -> text.contains("'id' masked, by which its rows are told apart"));
    }
}
