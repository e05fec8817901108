package io.millrace.cdc.engine;

import io.millrace.contracts.change.TableId;
import java.util.List;
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

        assertThat(tables.beginReading(List.of(DOCS), () -> 50)).isEqualTo(50);

        assertThat(tables.isNews(DOCS)).isTrue();
    }

    @Test
    void whatIsToldWhileAReadingFindsItsPositionIsToldAgainAfterIt() {
        tables.beginReading(List.of(DOCS), () -> {
            // At or before the position that the reading begins at, so that the reading ends what this says.
            assertThat(tables.isNews(DOCS)).isTrue();
            return 50;
        });

        assertThat(tables.isNews(DOCS)).isTrue();
    }

    @Test
    void aReadingThatFailsIsToldOfOnce() {
        assertThat(tables.isRefusalNews(DOCS)).isTrue();
        assertThat(tables.isRefusalNews(DOCS)).as("before anybody was told").isTrue();
        tables.toldOfRefusal(DOCS);
        tables.beginReading(List.of(DOCS), () -> 50);
        assertThat(tables.isRefusalNews(DOCS)).isFalse();
    }
}
