package io.millrace.cdc;

import io.millrace.cdc.check.Finding;
import io.millrace.cdc.check.Finding.Level;
import io.millrace.cdc.check.Findings;
import io.millrace.cdc.check.SourceCheck;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.testkit.PostgresService;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What keeps a database from being captured is found, with the SQL that mends it, and nothing is changed. */
@Isolated("takes every replication slot")
class CheckIT {
    private static CaptureWorld world;

    @BeforeAll
    static void makeTables() {
        world = CaptureWorld.of(
                "check_it",
                """
                CREATE TABLE users (user_id bigint PRIMARY KEY, name text);
                CREATE TABLE products (product_id uuid PRIMARY KEY, title text, price numeric(14,2), stock int);
                CREATE TABLE orders (order_id int PRIMARY KEY, user_id bigint, total numeric, at timestamptz, status text);
                CREATE TABLE order_items (item_id int PRIMARY KEY, order_id int, product_id uuid, quantity int);
                CREATE TABLE keyless (id int NOT NULL, name text);
                CREATE TABLE mute (id int PRIMARY KEY);
                ALTER TABLE mute REPLICA IDENTITY NOTHING;
                CREATE TABLE deferred (id int PRIMARY KEY DEFERRABLE);
                CREATE UNLOGGED TABLE unlogged (id int PRIMARY KEY);
                CREATE VIEW seen AS SELECT * FROM users;
                CREATE TABLE twins (id int PRIMARY KEY, name text, "Name" text);
                CREATE TABLE tick (id int PRIMARY KEY, tock int, "`tock`" text);
                CREATE TABLE secured (id int PRIMARY KEY);
                ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
                CREATE TABLE closed (id int PRIMARY KEY);
                CREATE TABLE computed (id int, twice int GENERATED ALWAYS AS (2 * id) STORED,
                  more int GENERATED ALWAYS AS (id + 1) STORED, PRIMARY KEY (id, twice));
                CREATE ROLE plain LOGIN PASSWORD 'plain';
                GRANT SELECT ON users, products, orders, order_items, secured TO plain;
                """,
                "public.users");
    }

    private static Pipeline pipeline(String user, String password, String tables, String recommend) {
        PostgresService postgres = CaptureWorld.STACK.postgres();
        return PipelineFile.parse(
                """
                source: {url: "%s", user: %s, password: "%s", slot: check_it, publication: check_it, tables: {%s}}
                %s
                """
                        .formatted(postgres.jdbcUrl("check_it"), user, password, tables, recommend),
                System::getenv);
    }

    private static Pipeline asOwner(String tables, String recommend) {
        PostgresService postgres = CaptureWorld.STACK.postgres();
        return pipeline(postgres.user(), postgres.password(), tables, recommend);
    }

    private static final String SHOP = "users: {}, products: {}, orders: {}, order_items: {}";
    private static final String RECOMMEND =
            """
            recommend:
              users: {table: users, id: user_id}
              items: {table: products, id: product_id, title: title, attributes: [price], available: {column: stock, above: 0}}
              interactions:
                purchase: {table: order_items, through: {table: orders, by: order_id}, user: orders.user_id,
                           item: product_id, at: orders.at, weight: quantity, only: {orders.status: [done]}}
            rfm: {table: orders, user: user_id, at: at, amount: total}
            """;

    @Test
    void aFittingDatabaseIsFineAndIsLeftAsItWas() throws Exception {
        Findings findings = new SourceCheck(asOwner(SHOP, RECOMMEND)).find();

        assertThat(findings.areFine()).as(findings.text()).isTrue();
        assertThat(findings.text()).contains("All is well", "wal_level = logical");
        assertThat(findings.of(Level.ADVICE).stream().map(Finding::subject)).contains("rfm.amount");
        try (var connection = world.connect();
                var row = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM pg_publication WHERE pubname = 'check_it'")) {
            row.next();
            assertThat(row.getInt(1)).isZero();
        }
    }

    @Test
    void tablesThatCannotBeCapturedComeWithWhatMendsThem() {
        String tables = "users: {}, keyless: {}, mute: {}, deferred: {}, unlogged: {}, seen: {}, twins: {}, tick: {},"
                + " User: {}";
        String recommend = "recommend: {users: {table: users, id: user_id}, items: {table: users, id: user_id},"
                + " interactions: {a: {table: users, user: user_id, item: user_id, at: name}}}";
        List<Finding> blocking =
                new SourceCheck(asOwner(tables, recommend)).find().of(Level.BLOCKS_CAPTURE);

        assertThat(blocking.stream()
                        .map(finding ->
                                finding.subject() + " | " + finding.sql().orElse("-")))
                .containsExactlyInAnyOrder(
                        "public.User | -",
                        "public.keyless | ALTER TABLE \"public\".\"keyless\" ADD COLUMN \"row_id\" bigint GENERATED ALWAYS AS"
                                + " IDENTITY PRIMARY KEY",
                        "public.mute | ALTER TABLE \"public\".\"mute\" REPLICA IDENTITY DEFAULT",
                        "public.deferred | ALTER TABLE \"public\".\"deferred\" REPLICA IDENTITY FULL",
                        "public.seen | -",
                        "public.twins | ALTER TABLE \"public\".\"twins\" RENAME COLUMN \"Name\" TO \"Name_2\"",
                        "public.tick | ALTER TABLE \"public\".\"tick\" RENAME COLUMN \"`tock`\" TO \"tock_\"",
                        "public.unlogged | ALTER TABLE \"public\".\"unlogged\" SET LOGGED");
    }

    @Test
    void aServerWithRoomForOneSlotHasNoneForTheTablesToBeRead() {
        // Given
        String slots = "FROM generate_series(1, current_setting('max_replication_slots')::int - 1"
                + " - (SELECT count(*) FROM pg_replication_slots)) n";
        world.sql("SELECT pg_create_physical_replication_slot('taken_' || n) " + slots);
        try {
            // Then
            assertThat(new SourceCheck(asOwner(SHOP, RECOMMEND)).find().of(Level.BLOCKS_CAPTURE))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.sentence()).contains("has no room: it takes 2", "19 of 20 slots are used");
                        assertThat(finding.sql()).contains("ALTER SYSTEM SET max_replication_slots = 24");
                    });

            // When the only free one is the pipeline's own
            String own = asOwner(SHOP, RECOMMEND).source().slot();
            world.sql("SELECT pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(own));
            try {
                assertThat(new SourceCheck(asOwner(SHOP, RECOMMEND)).find().of(Level.BLOCKS_CAPTURE))
                        .singleElement()
                        .satisfies(finding -> assertThat(finding.sentence())
                                .contains("is there, but there is no room for the second", "20 of 20 slots are used"));
            } finally {
                world.sql("SELECT pg_drop_replication_slot('%s')".formatted(own));
            }
        } finally {
            world.sql(
                    "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name LIKE 'taken_%'");
        }
    }

    @Test
    void aDatabaseWithoutAnEncodingIsRefused() {
        CaptureWorld.make("CREATE DATABASE ascii_it TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'");
        CaptureWorld ascii = CaptureWorld.of("ascii_it", "CREATE TABLE kept (id int PRIMARY KEY)", "public.kept");

        assertThat(new SourceCheck(ascii.pipeline()).find().of(Level.BLOCKS_CAPTURE))
                .extracting(Finding::sentence)
                .contains("has a database without an encoding (SQL_ASCII), so its texts cannot be read for certain;"
                        + " move the data to a database with ENCODING 'UTF8'");
        try (ChangeCapture capture = ascii.capture()) {
            assertThat(catchThrowableOfType(PipelineException.class, capture::await))
                    .hasMessageContaining("SQL_ASCII")
                    .extracting(PipelineException::kind)
                    .isEqualTo(FailureKind.CONFIGURATION);
        }
    }

    @Test
    void computedColumnsAreNamedBecauseTheLogHasThemNot() {
        Findings findings = new SourceCheck(asOwner("users: {}, computed: {}", minimal())).find();

        assertThat(findings.of(Level.BLOCKS_CAPTURE))
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .contains("computed columns in its key", "\"twice\"");
        assertThat(findings.of(Level.ADVICE).stream().map(Finding::sentence))
                .contains("has computed columns, which are not in its log and will not be in the lake: \"more\"");
    }

    @Test
    void tablesThatInheritAreNamedBecauseTheirRowsAreTheirOwn() {
        world.sql("CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE heir (more int) INHERITS (parent)");

        Findings findings = new SourceCheck(asOwner("users: {}, parent: {}", minimal())).find();

        assertThat(findings.of(Level.BLOCKS_CAPTURE)).isEmpty();
        assertThat(findings.of(Level.ADVICE).stream().map(Finding::sentence))
                .anyMatch(sentence -> sentence.contains("inherit from it: public.heir; name these too"));
        world.sql("DROP TABLE heir, parent");
    }

    @Test
    void partitionsOfWhichTheLogHasNoChangesAreNamed() {
        world.sql("CREATE TABLE readings (id int PRIMARY KEY) PARTITION BY RANGE (id);"
                + " CREATE TABLE high PARTITION OF readings FOR VALUES FROM (10) TO (20);"
                + " CREATE UNLOGGED TABLE low PARTITION OF readings FOR VALUES FROM (0) TO (10)");

        Finding finding = new SourceCheck(asOwner("users: {}, readings: {}", minimal()))
                .find().of(Level.BLOCKS_CAPTURE).stream().findFirst().orElseThrow();
        assertThat(finding.sentence()).contains("public.low", "unlogged");
        world.sql(finding.sql().orElseThrow());

        assertThat(new SourceCheck(asOwner("users: {}, readings: {}", minimal()))
                        .find()
                        .of(Level.BLOCKS_CAPTURE))
                .isEmpty();
        world.sql("DROP TABLE readings");
    }

    @Test
    void whatARoleLacksComesAsGrants() {
        Findings findings =
                new SourceCheck(pipeline("plain", "plain", "users: {}, secured: {}, closed: {}", minimal())).find();

        assertThat(findings.of(Level.BLOCKS_CAPTURE).stream()
                        .map(finding -> finding.sql().orElse("-")))
                .containsExactlyInAnyOrder(
                        "ALTER ROLE \"plain\" REPLICATION",
                        "ALTER ROLE \"plain\" BYPASSRLS",
                        "GRANT USAGE ON SCHEMA \"public\" TO \"plain\"; GRANT SELECT ON \"public\".\"closed\" TO \"plain\"",
                        "CREATE PUBLICATION \"check_it\" FOR TABLE ONLY \"public\".\"closed\", ONLY \"public\".\"secured\", ONLY \"public\".\"users\""
                                + " WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = true)");
        assertThat(findings.text()).contains("problems to mend; nothing was changed");
    }

    @Test
    void aRoleThatMayNotWriteSignsOfLifeGetsTheGrantThatMendsIt() {
        world.sql("DO $$ BEGIN EXECUTE (SELECT string_agg('REVOKE EXECUTE ON FUNCTION ' || oid::regprocedure"
                + " || ' FROM PUBLIC', ';') FROM pg_proc WHERE proname = 'pg_logical_emit_message'); END $$");
        try {
            Pipeline plain = pipeline("plain", "plain", "users: {}", minimal());
            String grant = new SourceCheck(plain)
                    .find().of(Level.BLOCKS_CAPTURE).stream()
                            .flatMap(finding -> finding.sql().stream())
                            .filter(sql -> sql.startsWith("GRANT EXECUTE"))
                            .findFirst()
                            .orElseThrow();
            world.sql(grant);

            assertThat(new SourceCheck(plain).find().text()).doesNotContain("signs of life");
        } finally {
            world.sql("DO $$ BEGIN EXECUTE (SELECT string_agg('GRANT EXECUTE ON FUNCTION ' || oid::regprocedure"
                    + " || ' TO PUBLIC', ';') FROM pg_proc WHERE proname = 'pg_logical_emit_message'); END $$");
        }
    }

    private static String minimal() {
        return "recommend: {users: {table: users, id: user_id}, items: {table: users, id: user_id},"
                + " interactions: {a: {table: users, user: user_id, item: user_id, at: user_id}}}";
    }

    @Test
    void columnsThatDoNotFitTheirRoleAreNamed() {
        String recommend =
                """
                recommend:
                  users: {table: users, id: userid}
                  items: {table: products, id: price, available: {column: title, above: 0}}
                  interactions:
                    purchase: {table: order_items, through: {table: orders, by: order_id}, user: orders.user_id,
                               item: order_id, at: orders.status}
                """;
        List<String> sentences = new SourceCheck(asOwner(SHOP, recommend))
                .find().of(Level.BLOCKS_RECOMMENDER).stream()
                        .map(finding -> finding.subject() + " " + finding.sentence())
                        .toList();

        assertThat(sentences)
                .containsExactlyInAnyOrder(
                        "recommend.users.id names the column 'userid', which public.users does not have."
                                + " Did you mean 'user_id'?",
                        "recommend.items.id needs an id: an integer, a text or a uuid, but public.products.price is of"
                                + " type numeric(14,2)",
                        "recommend.items.available needs a number, but public.products.title is of type text",
                        "recommend.interactions.purchase.at needs a time: a timestamp or a date, but"
                                + " public.orders.status is of type text");
    }

    @Test
    void idsOfAnotherTypeThanWhatTheyReferToAreNamed() {
        String recommend =
                """
                recommend:
                  users: {table: users, id: user_id}
                  items: {table: products, id: product_id}
                  interactions:
                    purchase: {table: order_items, through: {table: orders, by: order_id}, user: orders.user_id,
                               item: order_id, at: orders.at}
                """;

        assertThat(new SourceCheck(asOwner(SHOP, recommend)).find().of(Level.BLOCKS_RECOMMENDER))
                .singleElement()
                .extracting(Finding::sentence)
                .isEqualTo("is of type integer, but the id that it refers to is of type uuid, so it refers to something"
                        + " else; name another column");
    }

    @Test
    void theKeyOfAPartitionedTableIsNotForAProgramToSay() {
        world.sql("CREATE TABLE parted (id int, region text) PARTITION BY LIST (region)");

        assertThat(new SourceCheck(asOwner("users: {}, parted: {}", minimal()))
                        .find()
                        .of(Level.BLOCKS_CAPTURE))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.sql()).isEmpty();
                    assertThat(finding.sentence()).contains("no primary key", "the columns that it is divided by");
                });
        world.sql("DROP TABLE parted");
    }

    @Test
    void whatAFindingProposesMendsIt() {
        // Given
        world.sql(
                """
                CREATE TABLE fans (code varchar(9) NOT NULL UNIQUE, row_id int);
                CREATE TABLE songs (id int, title text);
                CREATE TABLE plays (fan int, song text, at text, loud text, n int,
                  twice int GENERATED ALWAYS AS (n * 2) STORED, PRIMARY KEY (n, twice));
                INSERT INTO plays VALUES (1, '5', '2024-02-29', '0.5', 1);
                CREATE TABLE lost (id int NOT NULL CONSTRAINT lost_id UNIQUE);
                ALTER TABLE lost REPLICA IDENTITY USING INDEX lost_id;
                ALTER TABLE lost DROP CONSTRAINT lost_id;
                CREATE TABLE silent (id int);
                ALTER TABLE silent REPLICA IDENTITY NOTHING;
                """);
        String recommend =
                """
                recommend:
                  users: {table: fans, id: code}
                  items: {table: songs, id: id}
                  interactions:
                    play: {table: plays, user: fan, item: song, at: at, weight: {column: loud}}
                """;
        var check = new SourceCheck(asOwner("fans: {}, songs: {}, plays: {}, lost: {}, silent: {}", recommend));
        // When
        List<Finding> problems =
                check.find().all().stream().filter(Finding::isProblem).toList();
        problems.forEach(finding -> world.sql(finding.sql().orElseThrow()));
        // Then
        assertThat(problems)
                .extracting(Finding::subject)
                .containsExactlyInAnyOrder(
                        "public.fans",
                        "public.songs",
                        "public.plays",
                        "public.lost",
                        "public.silent",
                        "recommend.interactions.play.user",
                        "recommend.interactions.play.item",
                        "recommend.interactions.play.at",
                        "recommend.interactions.play.weight");
        assertThat(check.find().all()).noneMatch(Finding::isProblem);
        world.sql("DROP TABLE fans, songs, plays, lost, silent");
    }
}
