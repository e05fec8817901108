package io.millrace.cdc;

import io.millrace.cdc.PublishedChanges.Entry;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableSchema;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** What the stream brings besides plain rows. */
class StreamIT {
    private static CaptureWorld world;
    private static ChangeCapture capture;

    @BeforeAll
    static void captureTables() {
        world = CaptureWorld.of(
                "stream_it",
                """
                CREATE TABLE emptied (id int PRIMARY KEY, name text);
                CREATE TABLE moved (id int PRIMARY KEY, name text);
                CREATE TABLE large (id int PRIMARY KEY, title text, body text, tags text[], raw bytea, doc jsonb, at date);
                CREATE TABLE whole (id int PRIMARY KEY, name text, body text);
                ALTER TABLE whole REPLICA IDENTITY FULL;
                CREATE TABLE "Odd, Name" (id int, code uuid NOT NULL UNIQUE, "Mixed Case" text);
                ALTER TABLE "Odd, Name" REPLICA IDENTITY USING INDEX "Odd, Name_code_key";
                CREATE TABLE parted (id int, region text, PRIMARY KEY (region, id)) PARTITION BY LIST (region);
                CREATE TABLE parted_eu PARTITION OF parted FOR VALUES IN ('eu');
                CREATE TABLE parted_us PARTITION OF parted FOR VALUES IN ('us');
                CREATE TABLE widened (id int PRIMARY KEY, a text);
                """,
                "public.emptied",
                "public.moved",
                "public.large",
                "public.whole",
                "public.Odd, Name",
                "public.parted",
                "public.widened");
        capture = world.capture();
        world.awaitLoaded();
    }

    @AfterAll
    static void stop() {
        capture.close();
    }

    private static List<Change> streamed(String table) {
        return world.published().changes(table).stream()
                .filter(change -> change.transaction() != 0)
                .toList();
    }

    private static List<Change> awaitStreamed(String table, int count) {
        eventually(() -> assertThat(streamed(table)).hasSize(count));
        return streamed(table);
    }

    @Test
    void aTruncateReachesEveryPartitionInItsPlace() {
        world.sql("INSERT INTO emptied SELECT n, 'before' FROM generate_series(1, 9) n");
        world.sql("BEGIN; TRUNCATE emptied; INSERT INTO emptied VALUES (1, 'after'); COMMIT");

        List<Change> changes = awaitStreamed("public.emptied", 9 + 3 + 1);
        List<Change> truncates = changes.stream()
                .filter(change -> change.op() == Operation.TRUNCATE)
                .toList();
        assertThat(truncates).hasSize(3).allMatch(truncate -> truncate.key() == null && truncate.schema() == null);
        assertThat(truncates.get(0).lsn()).isLessThan(changes.get(12).lsn());
        assertThat(truncates.get(0).previousCommit()).isEqualTo(changes.get(12).previousCommit());
        assertThat(world.published().entries(CaptureWorld.table("public.emptied")).stream()
                        .filter(entry -> entry.change() != null
                                && entry.change().op() == Operation.TRUNCATE
                                && entry.change().transaction() != 0)
                        .map(Entry::partition))
                .containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void debeziumWritesNothingDownOfEachEvent() throws Exception {
        world.sql("INSERT INTO moved VALUES (100, 'seen')");

        eventually(() -> assertThat(streamed("public.moved"))
                .anyMatch(change -> change.key().get("id").intValue() == 100));
        var metrics = new ObjectName(
                "debezium.postgres:type=connector-metrics,context=streaming,server=millrace,pipeline=" + world.name());
        assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(metrics, "TotalNumberOfEventsSeen"))
                .isEqualTo(0L);
    }

    @Test
    void aLargeValueThatDidNotChangeIsAbsentAndANullIsNot() {
        world.sql(
                "INSERT INTO large VALUES (1, 'one', (SELECT string_agg(md5(n::text), '') FROM generate_series(1, 400) n),"
                        + " (SELECT array_agg(md5(n::text)) FROM generate_series(1, 400) n),"
                        + " (SELECT decode(string_agg(md5(n::text), ''), 'hex') FROM generate_series(1, 400) n),"
                        + " (SELECT jsonb_agg(md5(n::text)) FROM generate_series(1, 400) n), NULL)");
        world.sql("UPDATE large SET title = 'two' WHERE id = 1");
        world.sql("UPDATE large SET body = 'unchanged' WHERE id = 1");

        List<Change> changes = awaitStreamed("public.large", 3);
        assertThat(changes.get(0).after().get("tags")).hasSize(400);
        assertThat(changes.get(1).after().toString()).isEqualTo("{\"id\":1,\"title\":\"two\",\"at\":null}");
        assertThat(changes.get(2).after().toString())
                .as("a text that reads like a mark is a text")
                .isEqualTo("{\"id\":1,\"title\":\"two\",\"body\":\"unchanged\",\"at\":null}");
    }

    @Test
    void aTableWithFullIdentityGivesItsWholeOldRows() {
        world.sql("INSERT INTO whole VALUES (1, 'a', repeat('x', 10)); UPDATE whole SET name = 'b'; DELETE FROM whole");

        List<Change> changes = awaitStreamed("public.whole", 3);
        assertThat(changes.get(1).before().get("name").textValue()).isEqualTo("a");
        assertThat(changes.get(2).before().get("name").textValue()).isEqualTo("b");
        assertThat(changes.get(2).key().toString()).isEqualTo("{\"id\":1}");
    }

    @Test
    void aTableIsKeyedByTheIndexThatIdentifiesItsRows() {
        world.sql("INSERT INTO \"Odd, Name\" VALUES (1, '123e4567-e89b-12d3-a456-426614174000', 'v')");
        world.sql("DELETE FROM \"Odd, Name\"");

        List<Change> changes = awaitStreamed("public.Odd, Name", 2);
        assertThat(changes)
                .allMatch(change ->
                        change.key().toString().equals("{\"code\":\"123e4567-e89b-12d3-a456-426614174000\"}"));
        assertThat(changes.get(0).after().get("Mixed Case").textValue()).isEqualTo("v");
    }

    @Test
    void aPartitionedTableIsOneTable() {
        world.sql("INSERT INTO parted VALUES (1, 'eu'), (1, 'us')");

        List<Change> changes = awaitStreamed("public.parted", 2);
        assertThat(changes.stream().map(change -> change.key().toString()))
                .containsExactlyInAnyOrder("{\"region\":\"eu\",\"id\":1}", "{\"region\":\"us\",\"id\":1}");
    }

    @Test
    void aChangedKeyEndsOneRowAndBeginsAnother() {
        world.sql("INSERT INTO moved VALUES (500, 'moves')");
        world.sql("UPDATE moved SET id = 501 WHERE id = 500");

        eventually(() -> assertThat(ofKey("public.moved", 501)).isNotEmpty());
        assertThat(ofKey("public.moved", 500))
                .extracting(Change::op)
                .containsExactly(Operation.CREATE, Operation.DELETE);
        assertThat(ofKey("public.moved", 501)).extracting(Change::op).containsExactly(Operation.CREATE);
    }

    private static List<Change> ofKey(String table, int id) {
        return streamed(table).stream()
                .filter(change -> change.key() != null && change.key().get("id").intValue() == id)
                .toList();
    }

    @Test
    void aNewColumnBringsANewSchemaBeforeItsFirstRow() {
        world.sql("INSERT INTO widened VALUES (1, 'a')");
        world.sql("ALTER TABLE widened ADD COLUMN b numeric(5,1)");
        world.sql("INSERT INTO widened VALUES (2, 'a', 2.5)");

        List<Change> changes = awaitStreamed("public.widened", 2);
        assertThat(changes.get(0).after().has("b")).isFalse();
        TableSchema second = world.published().schemas().get(changes.get(1).schema());
        assertThat(second.columns().stream().map(TableSchema.Column::name).collect(Collectors.toList()))
                .containsExactly("id", "a", "b");
    }

    @Test
    void anIdleDatabaseStillMovesOnAndLetsItsLogGo() throws Exception {
        Position before = progress();

        eventually(() -> assertThat(progress()).isGreaterThan(before));
        eventually(() -> assertThat(confirmed()).isGreaterThan(before.lsn()));
    }

    private static Position progress() {
        return world.published().progress().map(Progress::position).orElseThrow();
    }

    private static long confirmed() throws Exception {
        try (var connection = world.connect();
                var row = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = 'stream_it'")) {
            row.next();
            return Position.parseLsn(row.getString(1));
        }
    }

    @Test
    void theProcessTellsHowFarItIs() throws Exception {
        eventually(() -> assertThat(get("/status"))
                .contains("\"phase\":\"STREAMING\"", "\"acknowledged\":\"1:", "\"retainedWalBytes\":"));
        assertThat(get("/health/ready")).contains("true");
        assertThat(get("/metrics")).contains("millrace_cdc_changes_total{table=\"public.emptied\"}");
        eventually(() -> assertThat(get("/metrics")).containsPattern("millrace_cdc_source_lsn [1-9][0-9.E]+"));
    }

    @Test
    void theProcessTellsHowNearItsSlotIsToTheServersLimit() throws Exception {
        assertThat(get("/status")).contains("\"walLimitBytes\":null");
        world.sql("ALTER SYSTEM SET max_slot_wal_keep_size = '10GB'");
        try {
            world.sql("SELECT pg_reload_conf()");

            eventually(() -> assertThat(get("/status"))
                    .contains("\"walLimitBytes\":10737418240")
                    .doesNotContain("\"walLimitUsed\":null"));
            assertThat(get("/metrics")).contains("millrace_cdc_wal_limit_bytes 1.073741824E10");
        } finally {
            world.sql("ALTER SYSTEM RESET max_slot_wal_keep_size");
            world.sql("SELECT pg_reload_conf()");
        }
    }

    private static String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + capture.port() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
