package io.millrace.orchestration.schedule;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

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
}
