package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote.Scope;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.bronze.ChangeLogTable;
import io.millrace.lakehouse.bronze.Positions;
import io.millrace.lakehouse.bronze.Reload;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReloadSurveyTest {
    private static final StructType COLUMNS = new StructType()
            .add(ChangeLogTable.RELOAD, DataTypes.StringType)
            .add(ChangeLogTable.INCARNATION, DataTypes.IntegerType)
            .add(ChangeLogTable.LSN, DataTypes.LongType)
            .add(ChangeLogTable.SCHEMA, DataTypes.StringType);

    private static final Reload ONE = reload("one", 90, 3);
    private static final Reload OTHER = reload("other", 150, 1);

    /** Rows of two reloads, one of which read at two positions. */
    private static final List<Row> ROWS =
            List.of(row("one", 100, "old"), row("one", 120, "new"), row("one", 100, "old"), row("other", 160, "newer"));

    @Test
    void rowsThatAreHereAreCountedByTheReloadAndThePositionThatTheyWereReadAt() {
        // When
        ReloadSurvey survey = ReloadSurvey.of(ROWS);
        // Then
        assertThat(survey.records(List.of(ONE))).isEqualTo(3);
        assertThat(survey.records(List.of(ONE, OTHER))).isEqualTo(4);
        assertThat(survey.readAt(List.of(ONE))).containsExactlyInAnyOrder(at(100), at(120));
        assertThat(survey.streamed()).isFalse();
    }

    @Test
    void theSchemaOfAReloadIsThatOfItsLatestRows() {
        // When
        ReloadSurvey survey = ReloadSurvey.of(ROWS);
        // Then
        assertThat(survey.schemaOf("one")).contains("new");
        assertThat(survey.schemaOf("other")).contains("newer");
        assertThat(survey.schemaOf("another")).isEmpty();
    }

    @Test
    void whereTheStreamSaysNothingARowShowsWhatIsBeforeItsReload() {
        // Given
        ReloadSurvey survey = ReloadSurvey.of(ROWS);
        // When
        Map<Position, Position> saw =
                ReloadedChanges.readsSaw(List.of(ONE, OTHER), survey, Map.of(), new Positions(Position.START, at(200)));
        // Then
        assertThat(saw).isEqualTo(Map.of(at(100), at(90), at(120), at(90), at(160), at(90)));
    }

    @Test
    void aReloadOfWhichRowsAreMissingIsRefused() {
        // Given
        ReloadSurvey survey = ReloadSurvey.of(ROWS.subList(0, 2));
        // Then
        assertThatThrownBy(() -> ReloadedChanges.checkComplete(List.of(ONE), survey))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("2 records")
                .hasMessageContaining("one");
    }

    private static Reload reload(String id, long from, long records) {
        return new Reload(id, TableId.parse("public.users"), Scope.TABLE, at(from), at(170), records);
    }

    private static Position at(long lsn) {
        return new Position(1, lsn);
    }

    private static Row row(String reload, long lsn, String schema) {
        return new GenericRowWithSchema(new Object[] {reload, 1, lsn, schema}, COLUMNS);
    }
}
