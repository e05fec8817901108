package io.millrace.cdc.source;

import io.millrace.cdc.source.WalWarnings.Level;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WalWarningsTest {
    private static final long LIMIT = 1_000;

    @Test
    void halfOfTheLimitIsAWarningAndFourFifthsAnAlarm() {
        var warnings = new WalWarnings("millrace");

        assertThat(warnings.see(WalRoom.of(490, LIMIT, 510))).isEqualTo(Level.FINE);
        assertThat(warnings.see(WalRoom.of(500, LIMIT, 500))).isEqualTo(Level.WARNING);
        assertThat(warnings.see(WalRoom.of(800, LIMIT, 200))).isEqualTo(Level.ALARM);
        assertThat(warnings.see(WalRoom.of(2_000, LIMIT, 0))).isEqualTo(Level.ALARM);
        assertThat(warnings.see(WalRoom.of(0, LIMIT, 1_000))).isEqualTo(Level.FINE);
    }

    @Test
    void withoutALimitNothingIsNear() {
        WalRoom room = WalRoom.of(1L << 40, -1, 0);

        assertThat(room.used()).isEmpty();
        assertThat(new WalWarnings("millrace").see(room)).isEqualTo(Level.FINE);
    }
}
