package io.millrace.cdc.engine;

import io.millrace.contracts.change.TableId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OversizedTablesTest {
    private static final TableId DOCS = TableId.parse("docs");
    private final OversizedTables tables = new OversizedTables();

    @Test
    void readersAreToldOnceBetweenTwoReadings() {
        assertThat(tables.isNews(DOCS)).isTrue();
        assertThat(tables.isNews(DOCS)).isFalse();
        assertThat(tables.isNews(TableId.parse("others"))).isTrue();

        tables.isReadAgain(DOCS);

        assertThat(tables.isNews(DOCS)).isTrue();
    }

    @Test
    void aReadingThatFailsIsToldOfOnce() {
        assertThat(tables.isFirstRefusal(DOCS)).isTrue();
        tables.isReadAgain(DOCS);
        assertThat(tables.isFirstRefusal(DOCS)).isFalse();
    }
}
