package io.millrace.orchestration.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerUtils;
import org.quartz.spi.OperableTrigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CronTimesTest {
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final ZoneId UTC = ZoneId.of("UTC");

    private static CronTimes parse(String expression) {
        return CronTimes.parse("orchestration.refresh.cron", expression, UTC, NOW);
    }

    @Test
    void anExpressionOfQuartzIsTaken() {
        assertThat(parse("0 0 3 * * ?").expression()).isEqualTo("0 0 3 * * ?");
    }

    @Test
    void anExpressionOfUnixIsRefusedWithTheDifference() {
        assertThatThrownBy(() -> parse("0 * * * *"))
                .hasMessage("orchestration.refresh.cron is '0 * * * *', which is not a cron expression that can be"
                        + " followed: it has five fields; Quartz wants seconds first and ? for the day that is not"
                        + " given, such as '0 0 * * * ?' for every hour");
    }

    @Test
    void anExpressionThatIsNoneIsRefusedWithTheReason() {
        assertThatThrownBy(() -> parse("0 0 25 * * ?"))
                .hasMessageContaining("orchestration.refresh.cron is '0 0 25 * * ?'")
                .hasMessageContaining("Hour values must be between 0 and 23");
    }

    @Test
    void anExpressionWhoseTimesAreAllPastIsRefused() {
        assertThatThrownBy(() -> parse("0 0 0 1 1 ? 2020")).hasMessageContaining("no time to come fits it");
    }

    @Test
    void aZoneThatIsNoneIsRefused() {
        assertThatThrownBy(() -> CronTimes.zone("orchestration.timezone", "Europe/Atlantis"))
                .hasMessage("orchestration.timezone must be a time zone such as UTC or Europe/Berlin,"
                        + " but is 'Europe/Atlantis'");
    }

    /** The clocks of Berlin go from 02:00 to 03:00 on 29 March 2026. */
    @Test
    void inTheNightThatLacksAnHourTheTimesOfThatHourAreLeftOut() {
        assertThat(times("0 30 1 * * ?", "2026-03-28T12:00:00Z", 2))
                .containsExactly("2026-03-29T00:30:00Z", "2026-03-29T23:30:00Z");
        assertThat(times("0 30 2 * * ?", "2026-03-28T12:00:00Z", 2))
                .containsExactly("2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z");
        assertThat(times("0 0 4 * * ?", "2026-03-28T12:00:00Z", 2))
                .containsExactly("2026-03-29T02:00:00Z", "2026-03-30T02:00:00Z");
        assertThat(times("0 0 * * * ?", "2026-03-28T23:30:00Z", 3))
                .containsExactly("2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z");
    }

    /** The clocks of Berlin go from 03:00 to 02:00 on 25 October 2026. */
    @Test
    void inTheNightThatHasAnHourTwiceTheTimesOfThatHourComeOnce() {
        assertThat(times("0 30 2 * * ?", "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(times("0 0 4 * * ?", "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T03:00:00Z", "2026-10-26T03:00:00Z");
        assertThat(times("0 0 * * * ?", "2026-10-24T23:30:00Z", 3))
                .containsExactly("2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z", "2026-10-25T03:00:00Z");
    }

    @Test
    void aClockThatJumpsAheadMissesItsTimesOnce() {
        Instant before = Instant.now().minus(Duration.ofHours(5));
        OperableTrigger trigger = trigger("0 0 * * * ?", before);
        trigger.computeFirstFireTime(null);
        assertThat(trigger.getNextFireTime().toInstant()).isBefore(Instant.now());

        // As its store does with a trigger whose time is past by more than the threshold
        trigger.updateAfterMisfire(null);
        trigger.triggered(null);

        assertThat(trigger.getNextFireTime().toInstant()).isAfter(Instant.now());
    }

    @Test
    void aClockThatGoesBackBringsNoTimeTwice() {
        OperableTrigger trigger = trigger("0 0 * * * ?", Instant.parse("2026-05-01T10:30:00Z"));
        trigger.computeFirstFireTime(null);
        trigger.triggered(null);

        // What comes next follows from the time that was, and from no clock
        assertThat(trigger.getNextFireTime().toInstant()).isEqualTo(Instant.parse("2026-05-01T12:00:00Z"));
    }

    private static List<String> times(String expression, String from, int count) {
        return TriggerUtils.computeFireTimes(trigger(expression, Instant.parse(from)), null, count).stream()
                .map(time -> time.toInstant().toString())
                .toList();
    }

    /** What Quartz is given. */
    private static OperableTrigger trigger(String expression, Instant from) {
        var times = CronTimes.parse("orchestration.refresh.cron", expression, ZoneId.of("Europe/Berlin"), NOW);
        return (OperableTrigger) TriggerBuilder.newTrigger()
                .withSchedule(times.schedule())
                .startAt(Date.from(from))
                .build();
    }
}
