package io.millrace.cdc.engine;

import io.millrace.cdc.engine.OversizedTables.Beginning;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OversizedTablesTest {
    private static final TableId DOCS = TableId.parse("docs");
    private static final TableNote AT_40 = note(DOCS, 40);

    private final OversizedTables tables = new OversizedTables();

    private static TableNote note(TableId table, long commit) {
        return new TableNote(TableNote.Kind.STALE, table, null, 1, 1, commit, 0, null, "too large", 0);
    }

    @Test
    void readersAreToldOnceBetweenTwoReadings() {
        assertThat(tables.isNews(AT_40)).isTrue();
        assertThat(tables.isNews(AT_40)).isFalse();
        assertThat(tables.isNews(note(TableId.parse("others"), 40))).isTrue();

        assertThat(tables.beginReading(List.of(DOCS), () -> 50)).isEqualTo(new Beginning(50, List.of()));

        assertThat(tables.isNews(AT_40)).isTrue();
    }

    @Test
    void whatIsToldWhileAReadingFindsItsPositionIsToldAgainAfterIt() {
        tables.beginReading(List.of(DOCS), () -> {
            // At or before the position that the reading begins at, so that the reading ends what this says.
            assertThat(tables.isNews(AT_40)).isTrue();
            return 50;
        });

        assertThat(tables.isNews(AT_40)).isTrue();
    }

    @Test
    void whatNobodyWasToldOfAndAReadingDoesNotReachIsToldWhenItBegins() {
        tables.isNews(AT_40);
        tables.isNews(note(DOCS, 60));

        assertThat(tables.beginReading(List.of(DOCS), () -> 50)).isEqualTo(new Beginning(50, List.of(note(DOCS, 60))));
        assertThat(tables.beginReading(List.of(DOCS), () -> 50).untold()).isEmpty();
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
