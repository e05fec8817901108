package io.millrace.streaming.row;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableStandingTest {
    private static final TableStanding LOADED =
            TableStanding.START.loaded(at(10)).ahead(at(12)).reached(progress(20));

    private static Position at(long lsn) {
        return new Position(1, lsn);
    }

    private static Progress progress(long lsn) {
        return new Progress(at(lsn), Instant.ofEpochSecond(lsn));
    }

    @Test
    void nothingIsClaimedOfATableThatWasNeverRead() {
        assertThat(TableStanding.START.reached(progress(20)).claimed()).isEmpty();
    }

    @Test
    void whatWasReachedIsClaimedWhenTheTableWasRead() {
        assertThat(LOADED.claimed()).contains(progress(20));
    }

    @Test
    void rowsThatWereReadAheadOfTheStreamHoldTheClaimUntilItIsThere() {
        TableStanding ahead = LOADED.ahead(at(25)).reached(progress(24));

        assertThat(ahead.claimed()).contains(progress(20));
        assertThat(ahead.reached(progress(25)).claimed()).contains(progress(25));
    }

    @Test
    void aStaleTableHoldsTheClaimUntilAReadingThatBeganLaterIsIn() {
        TableStanding stale = LOADED.unknown(new TableStanding.Unknown("rewritten", at(21), at(22)))
                .reached(progress(30));

        assertThat(stale.claimed()).contains(progress(20));
        assertThat(stale.problem()).contains("rewritten");
        assertThat(stale.loaded(at(21)).claim().claimed()).contains(progress(20));
        assertThat(stale.loaded(at(22)).claim().claimed()).contains(progress(30));
    }

    @Test
    void aStaleTableIsKnownUpToWhereItBecameStale() {
        TableStanding stale = LOADED.unknown(new TableStanding.Unknown("rewritten", at(40), at(40)));

        assertThat(stale.reached(progress(39)).claimed()).contains(progress(39));
    }

    @Test
    void aReadingThatBeganBeforeWhatIsMissingEndsMendsNothing() {
        TableStanding missing = LOADED.unknown(TableStanding.Unknown.beforeNextProgress("records are missing"));

        assertThat(missing.loaded(at(25)).reached(progress(30)).problem()).contains("records are missing");
        TableStanding known = missing.reached(progress(30)).reached(progress(40));
        assertThat(known.loaded(at(29)).claim().claimed()).contains(progress(20));
        assertThat(known.loaded(at(30)).claim().claimed()).contains(progress(40));
        TableStanding still = missing.reached(progress(20)).reached(progress(40));
        assertThat(still.loaded(at(20)).claim().claimed()).contains(progress(20));
        assertThat(still.loaded(at(21)).claim().claimed()).contains(progress(40));
        assertThat(TableStanding.parse(missing.bytes())).isEqualTo(missing);
    }

    @Test
    void rowsWithoutAValueHoldTheClaim() {
        TableStanding lacking = LOADED.lacking(1).reached(progress(30));

        assertThat(lacking.claimed()).contains(progress(20));
        assertThat(lacking.lacking(0).claim().claimed()).contains(progress(30));
    }

    @Test
    void aProgressThatComesAgainTakesNothingBack() {
        assertThat(LOADED.reached(progress(15)).claimed()).contains(progress(20));
    }

    @Test
    void itsBytesGiveItBack() {
        TableStanding full = LOADED.truncated(new Stamp(false, 1, 15, 14))
                .lacking(3)
                .unknown(new TableStanding.Unknown("rewritten", at(21), at(22)));

        assertThat(TableStanding.parse(full.bytes())).isEqualTo(full);
    }
}
