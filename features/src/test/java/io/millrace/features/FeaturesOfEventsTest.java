package io.millrace.features;

import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.features.ShopFixture.Line;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A shop whose visitors also play films of the products. */
class FeaturesOfEventsTest {
    private static final int USERS = 20;
    private static final int PRODUCTS = 10;
    private static final int DELETED = 7;
    private static final int HALF_LIFE_DAYS = 90;
    private static final LakeFixture LAKE = LakeFixture.create();
    private static final ShopFixture SHOP = new ShopFixture(USERS, PRODUCTS, 100, 5);
    private static final Pipeline PIPELINE = PipelineFile.parse(
            ShopFixture.PIPELINE_FILE.replace(
                            "interactions:\n",
                            """
                            interactions:
                                    play:
                                      event: play
                                      user: viewer
                                      item: product
                                      weight: {column: seconds, scale: log}
                                      only: {done: [true]}
                                    on_tv: {event: play, user: viewer, item: product, only: {device: [tv]}}
                                    click: {event: click, user: user, item: item}
                            """)
                    + """
                          events:
                            play:
                              fields:
                                viewer: {type: string, required: true}
                                product: {type: integer, required: true}
                                seconds: number
                                done: boolean
                                begun: timestamp
                                device: string
                              key: viewer
                              at: begun
                      """,
            name -> null);

    /** A play, as a row of its table. */
    private record Play(int viewer, int product, Double seconds, Boolean done, Instant begun, Instant received) {
        Instant at() {
            return begun == null ? received : begun;
        }

        boolean counts(Instant asOf) {
            boolean isKnown = viewer <= USERS && viewer != DELETED && product <= PRODUCTS;
            boolean isMeant = Boolean.TRUE.equals(done) && seconds != null && seconds > 0;
            return isKnown && isMeant && !at().isAfter(asOf);
        }
    }

    private static final List<Play> PLAYS = plays();
    private static FeaturesManifest features;

    private static List<Play> plays() {
        var random = new Random(11);
        List<Play> plays = new ArrayList<>();
        for (int number = 0; number < 300; number++) {
            Instant received = ShopFixture.SOURCE_TIME.minusSeconds(random.nextInt(40 * 86_400));
            // Some of a time that is still to come.
            Instant begun = received.plus(Duration.ofDays(random.nextInt(100) == 0 ? 400 : -random.nextInt(40)));
            plays.add(new Play(
                    1 + random.nextInt(USERS + 2),
                    1 + random.nextInt(PRODUCTS + 2),
                    random.nextInt(5) == 0 ? null : random.nextInt(100) - 20.0,
                    random.nextInt(5) == 0 ? null : random.nextInt(4) > 0,
                    random.nextInt(3) == 0 ? null : begun,
                    received));
        }
        return plays;
    }

    @BeforeAll
    static void compute() throws InterruptedException {
        SHOP.write(LAKE, DELETED);
        // The file has got the field 'device' since the table was written, and no click has come.
        Row[] rows = PLAYS.stream()
                .map(play -> RowFactory.create(
                        "id" + PLAYS.indexOf(play),
                        Timestamp.from(play.received()),
                        String.valueOf(play.viewer()),
                        (long) play.product(),
                        play.seconds(),
                        play.done(),
                        play.begun() == null ? null : Timestamp.from(play.begun())))
                .toArray(Row[]::new);
        LAKE.lake()
                .overwrite(
                        LAKE.rows(
                                "event_id string, received_at timestamp, viewer string, product bigint, seconds double,"
                                        + " done boolean, begun timestamp",
                                rows),
                        "shop__events",
                        "play",
                        ShopFixture.POSITION);
        var config = new FeaturesConfig(Optional.empty(), Duration.ofDays(30), List.of("price_per_unit"), 10);
        features = new FeaturesJob(LAKE.lake(), PIPELINE, config).run();
    }

    private static List<Line> counted() {
        return SHOP.lines().stream()
                .filter(line -> line.status().equals("completed") && line.user() != DELETED)
                .toList();
    }

    @Test
    void rowsAndEventsTogetherAgreeWithCountingByHand() {
        Map<String, Double> strengths = new TreeMap<>();
        Map<String, Long> counts = new TreeMap<>();
        for (Line line : counted()) {
            String pair = line.user() + " " + line.product();
            strengths.merge(pair, Math.log(1 + line.quantity()) * decay(line.at()), Double::sum);
            counts.merge(pair, 1L, Long::sum);
        }
        for (Play play : PLAYS) {
            if (play.counts(features.asOf())) {
                String pair = play.viewer() + " " + play.product();
                strengths.merge(pair, Math.log(1 + play.seconds()) * decay(play.at()), Double::sum);
                counts.merge(pair, 1L, Long::sum);
            }
        }

        List<Row> rows = features.read(LAKE.lake(), FeatureTable.INTERACTIONS).collectAsList();

        assertThat(rows).hasSameSizeAs(strengths.keySet());
        for (Row row : rows) {
            String pair = row.getAs("user") + " " + row.getAs("item");
            assertThat(row.<Double>getAs("strength")).as(pair).isCloseTo(strengths.get(pair), within(1e-9));
            assertThat(row.<Long>getAs("count")).as(pair).isEqualTo(counts.get(pair));
        }
    }

    private static double decay(Instant at) {
        double days = Duration.between(at, features.asOf()).toSeconds() / 86_400.0;
        return Math.pow(0.5, days / HALF_LIFE_DAYS);
    }

    @Test
    void ageCountsFromTheNewestOfRowsAndEvents() {
        Instant latest = ShopFixture.SOURCE_TIME.plus(Duration.ofDays(1));
        Instant newestPlay = PLAYS.stream()
                .filter(play -> play.counts(latest))
                .map(Play::at)
                .max(Instant::compareTo)
                .orElseThrow();
        Instant newestLine =
                counted().stream().map(Line::at).max(Instant::compareTo).orElseThrow();

        assertThat(features.asOf()).isEqualTo(newestPlay.isAfter(newestLine) ? newestPlay : newestLine);
        assertThat(PLAYS).anyMatch(play -> play.at().isAfter(latest));
    }

    @Test
    void everyInteractionSaysOfWhichKindItIs() {
        List<Row> kinds = features.read(LAKE.lake(), FeatureTable.INTERACTION_EVENTS)
                .groupBy("kind")
                .count()
                .orderBy("kind")
                .collectAsList();

        assertThat(kinds)
                .containsExactly(
                        RowFactory.create(
                                "play",
                                PLAYS.stream()
                                        .filter(play -> play.counts(features.asOf()))
                                        .count()),
                        RowFactory.create("purchase", (long) counted().size()));
    }
}
