package io.millrace.ml.clicks;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.ClickThrough;
import io.millrace.contracts.online.ClickThrough.Line;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.TestLake;
import io.millrace.ml.clicks.ClickConfig.Bound;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClickCountTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ClickConfig CONFIG =
            new ClickConfig(Duration.ofDays(7), Duration.ofMinutes(30), new Bound(0.01, 1000));
    private static final LakeNames NAMES = new LakeNames("shop");
    private static Lake lake;
    private static ClickThrough counted;

    @BeforeAll
    static void count() {
        lake = TestLake.create();
        write(
                lake,
                "impression",
                // Two items of a response, the first told twice, the second time otherwise.
                event(60, "r1", "a", "m1", "personal"),
                event(59, "r1", "a", "m2", "popular"),
                event(60, "r1", "b", "m1", "personal"),
                // The same item in another response is another impression.
                event(90, "r2", "a", "m1", "personal"),
                event(90, "r2", "c", "m1", "popular"),
                event(90, "r3", "a", null, null),
                event(90, null, "a", "m1", "personal"),
                // Too early, and too late to have been clicked.
                event(8 * 24 * 60, "r0", "a", "m1", "personal"),
                event(10, "r9", "a", "m1", "personal"));
        write(
                lake,
                "click",
                // Told three times, it is one click.
                event(58, "r1", "a", "m1", "personal"),
                event(57, "r1", "a", "m1", "personal"),
                event(5, "r1", "a", "m1", "personal"),
                // Model and path are those of the impression, whatever a click says.
                event(80, "r2", "c", "m7", "personal"),
                event(9, "r9", "a", "m1", "personal"),
                event(50, "r1", "z", "m1", "personal"),
                event(50, null, "a", "m1", "personal"));
        counted = new ClickCount(lake, NAMES, CONFIG).at(NOW);
    }

    private static Row event(long minutesAgo, String response, String item, String model, String path) {
        return RowFactory.create(minutesAgo, response, item, model, path);
    }

    private static void write(Lake lake, String type, Row... events) {
        List<Row> rows = new ArrayList<>();
        for (Row event : events) {
            Instant at = NOW.minus(Duration.ofMinutes(event.getLong(0)));
            rows.add(RowFactory.create(
                    type + rows.size(),
                    Timestamp.from(at),
                    "u1",
                    event.getString(2),
                    event.getString(1),
                    event.getString(4),
                    event.getString(3),
                    Date.valueOf(at.toString().substring(0, 10))));
        }
        lake.overwrite(
                TestLake.rows(
                        lake,
                        "event_id string, received_at timestamp, user string, item string, response_id string,"
                                + " path string, model string, received_on date",
                        rows.toArray(Row[]::new)),
                NAMES.eventsSchema(),
                type,
                Position.START);
    }

    private static Line line(String model, String path) {
        return counted.lines().stream()
                .filter(line -> line.model().equals(Optional.ofNullable(model))
                        && line.path().equals(Optional.ofNullable(path)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anItemInAResponseIsOneImpressionWithOneClickHoweverOftenBothAreTold() {
        Line personal = line("m1", "personal");

        assertThat(personal.impressions()).isEqualTo(3);
        assertThat(personal.clicks()).isEqualTo(1);
        assertThat(personal.share()).isEqualTo(1.0 / 3);
        assertThat(personal.lower()).isBetween(0.06, 0.07);
        assertThat(personal.upper()).isBetween(0.79, 0.80);
    }

    @Test
    void modelAndPathAreThoseOfTheFirstImpression() {
        assertThat(line("m1", "popular").clicks()).isEqualTo(1);
        assertThat(line(null, null).impressions()).isEqualTo(1);
        assertThat(counted.lines()).hasSize(3);
    }

    @Test
    void ofOneModelOnlyWhatWasShownFromAMomentOnCounts() {
        var count = new ClickCount(lake, NAMES, CONFIG);

        Line recent = count.of("m1", NOW.minus(Duration.ofMinutes(70)), NOW);
        Line all = count.of("m1", Instant.EPOCH, NOW);

        assertThat(recent.impressions()).isEqualTo(2);
        assertThat(all.impressions()).isEqualTo(4);
        assertThat(all.clicks()).isEqualTo(2);
        assertThat(count.of("m9", Instant.EPOCH, NOW).impressions()).isZero();
    }

    @Test
    void whatCannotBeBroughtTogetherIsNotPassedOverInSilence() {
        assertThat(counted.unmatched()).isEqualTo(1);
        assertThat(counted.unnamed()).isEqualTo(2);
    }

    @Test
    void thePageShowsEachLineWithItsInterval() {
        assertThat(ClicksPage.lines(counted))
                .contains("m1                    personal             3         1  33.33 %  6.15 % to 79.23 %")
                .anyMatch(line -> line.startsWith("-                     -                    1         0   0.00 %"))
                .contains("Clicks on what was not shown in that time: 1");
    }

    @Test
    void beforeTheFirstFeedbackThereIsNothing() {
        ClickThrough nothing = new ClickCount(TestLake.create(), NAMES, CONFIG).at(NOW);

        assertThat(nothing.lines()).isEmpty();
        assertThat(nothing.unmatched()).isZero();
    }

    @Test
    void aWindowThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> new ClickConfig(Duration.ofMinutes(30), Duration.ofMinutes(30), CONFIG.bound()))
                .hasMessageContaining("ml.clicks.window must be longer than ml.clicks.settling");
    }

    @Test
    void everySettingReachesTheRecordAndNoModelIsReplacedByDefault() {
        assertThat(ClickConfig.from(Settings.parse("")).bound().isSet()).isFalse();
        assertThat(
                        ClickConfig.from(
                                Settings.parse(
                                        """
                                ml.clicks { window = 1d, settling = 5m, rollback { below = 0.02, min-impressions = 7 } }
                                """)))
                .isEqualTo(new ClickConfig(Duration.ofDays(1), Duration.ofMinutes(5), new Bound(0.02, 7)));
        assertThatThrownBy(() -> ClickConfig.from(Settings.parse("ml.clicks.rollback.below = 1")))
                .hasMessageContaining("ml.clicks.rollback.below must be from 0 to below 1");
    }
}
