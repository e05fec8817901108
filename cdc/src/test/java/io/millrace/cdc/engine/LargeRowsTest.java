package io.millrace.cdc.engine;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LargeRowsTest {
    private final LargeRows rows = new LargeRows();

    @Test
    void smallRowsFollowOneAnother() {
        rows.read(LargeRows.LARGE_READING - 1);

        assertThat(rows.haveRoom()).isTrue();
    }

    @Test
    void behindALargeRowNothingIsReadUntilItIsHandled() {
        long before = rows.pollBegins();
        rows.read(LargeRows.LARGE_READING);
        // The poll that was under way may have looked before the row was queued.
        rows.foundNothing(before);
        assertThat(rows.haveRoom()).isFalse();

        // When a poll brings it, and the next one finds nothing more
        rows.pollBegins();
        assertThat(rows.haveRoom()).isFalse();
        rows.foundNothing(rows.pollBegins());

        // Then
        assertThat(rows.haveRoom()).isTrue();
    }

    @Test
    void eachLargeRowIsWaitedForAnew() {
        rows.read(LargeRows.LARGE_READING);
        rows.foundNothing(rows.pollBegins());
        assertThat(rows.haveRoom()).isTrue();

        rows.read(LargeRows.LARGE_READING);

        assertThat(rows.haveRoom()).isFalse();
    }
}
