package io.millrace.local.status;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ColumnsTest {

    @Test
    void textStandsToTheLeftAndNumbersToTheRight() {
        var columns = new Columns().row("TABLE", "ROWS").row("orders", "1,000").row("users", 7);
        assertThat(columns.lines()).containsExactly("  TABLE   ROWS", "  orders  1,000", "  users       7");
    }

    @Test
    void noRowsAreNoLines() {
        assertThat(new Columns().lines()).isEmpty();
    }
}
