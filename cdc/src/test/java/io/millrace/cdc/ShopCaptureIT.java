package io.millrace.cdc;

import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableSchema;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** A shop with rows in it is read, and followed from then on. */
class ShopCaptureIT {
    private static CaptureWorld world;
    private static ChangeCapture capture;

    @BeforeAll
    static void captureAShop() {
        world = CaptureWorld.of(
                "shop_it",
                """
                CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
                CREATE TABLE orders (order_id serial PRIMARY KEY, id int REFERENCES users, total numeric(14,2), status text);
                CREATE TABLE empty (id int PRIMARY KEY);
                INSERT INTO users (name, created_at) VALUES ('Ann', '2024-02-29 12:00:00.123456+02'), ('Bob', now());
                INSERT INTO orders (id, total, status) SELECT 1 + n % 2, n * 1.10, 'new' FROM generate_series(1, 100) n;
                """,
                "public.users",
                "public.orders",
                "public.empty");
        capture = world.capture();
        world.awaitLoaded();
    }

    @AfterAll
    static void stop() {
        capture.close();
    }

    @Test
    void rowsThatWereThereComeAsASnapshotWithItsPosition() {
        List<Change> users = world.published().changes("public.users").stream()
                .filter(change -> change.op() == Operation.READ)
                .toList();
        assertThat(users).hasSize(2);
        Change ann = users.stream()
                .filter(change -> change.key().get("id").intValue() == 1)
                .findFirst()
                .orElseThrow();
        assertThat(ann.after().get("name").textValue()).isEqualTo("Ann");
        assertThat(ann.after().get("created_at").longValue()).isEqualTo(1_709_200_800_123_456L);
        assertThat(ann.previousCommit()).isEqualTo(ann.lsn() - 1);
        assertThat(ann.transaction()).isZero();
        assertThat(ann.isPartOf(world.published().progress().orElseThrow().position()))
                .isTrue();
        assertThat(world.published().changes("public.orders").stream().filter(change -> change.op() == Operation.READ))
                .hasSize(100)
                .allSatisfy(order ->
                        assertThat(order.after().get("total").textValue()).matches("\\d+\\.\\d0"));
    }

    @Test
    void changesFollowWithTheirOldAndNewRows() {
        world.sql("INSERT INTO users (id, name) VALUES (10, 'Cid')");
        world.sql("UPDATE users SET name = 'Cyd' WHERE id = 10");
        world.sql("DELETE FROM users WHERE id = 10");

        eventually(() -> assertThat(changesOfUser(10)).hasSize(3));
        List<Change> changes = changesOfUser(10);
        assertThat(changes)
                .extracting(Change::op)
                .containsExactly(Operation.CREATE, Operation.UPDATE, Operation.DELETE);
        assertThat(changes.get(1).after().get("name").textValue()).isEqualTo("Cyd");
        assertThat(changes.get(2).after()).isNull();
        assertThat(changes.get(2).before().toString()).isEqualTo("{\"id\":10}");
        eventually(() -> assertThat(changes)
                .allMatch(change -> change.isPartOf(
                        world.published().progress().orElseThrow().position())));
    }

    @Test
    void everyChangeNamesASchemaThatWasPublished() {
        world.sql("INSERT INTO orders (id, total, status) VALUES (1, 5, 'new')");

        eventually(() -> assertThat(world.published().changes("public.orders"))
                .anyMatch(change -> change.op() == Operation.CREATE));
        List<String> ids = world.published().changes("public.orders").stream()
                .filter(change -> change.schema() != null)
                .map(Change::schema)
                .distinct()
                .toList();
        assertThat(ids).as("snapshot and stream agree on the columns").hasSize(1);
        TableSchema schema = world.published().schemas().get(ids.get(0));
        assertThat(schema.key()).containsExactly("order_id");
        assertThat(schema.columns())
                .contains(
                        new TableSchema.Column("total", ColumnType.decimal(14, 2), true, "numeric(14,2)", 3, null),
                        new TableSchema.Column(
                                "order_id", ColumnType.of(ColumnType.Kind.INT32), false, "int4", 1, null));
    }

    private static List<Change> changesOfUser(int id) {
        return world.published().changes("public.users").stream()
                .filter(change -> change.key() != null && change.key().get("id").intValue() == id)
                .toList();
    }
}
