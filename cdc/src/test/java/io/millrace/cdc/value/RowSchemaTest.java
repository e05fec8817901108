package io.millrace.cdc.value;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.ColumnRule;
import io.millrace.contracts.process.PipelineException;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RowSchemaTest {
    private static final TableId PEOPLE = TableId.parse("people");

    private static Schema row(String column) {
        SchemaBuilder type = SchemaBuilder.string();
        ColumnParameters.write(type, ColumnType.of(ColumnType.Kind.INT32), true, "int4");
        return SchemaBuilder.struct().field(column, type.build()).build();
    }

    private static RowSchema schema(ColumnRule rule) {
        return RowSchema.of(PEOPLE, row("age"), null, Map.of("age", rule), any -> KnownColumns.NONE);
    }

    @Test
    void anotherRuleIsAnotherSchema() {
        assertThat(schema(new ColumnRule.Truncate(1)).id())
                .isNotEqualTo(schema(new ColumnRule.Truncate(2)).id())
                .isNotEqualTo(schema(new ColumnRule.Fixed("1")).id())
                .isNotEqualTo(RowSchema.of(PEOPLE, row("age"), null, Map.of(), any -> KnownColumns.NONE)
                        .id());
    }

    @Test
    void aMaskedOrDroppedColumnThatWasRenamedStopsCaptureInsteadOfGoingOutClear() {
        for (ColumnRule rule : new ColumnRule[] {new ColumnRule.Truncate(1), new ColumnRule.Drop()}) {
            assertThatThrownBy(() ->
                            RowSchema.of(PEOPLE, row("years"), null, Map.of("age", rule), any -> KnownColumns.NONE))
                    .isInstanceOf(PipelineException.class)
                    .hasMessageContaining("masks the column 'age' of public.people");
        }
    }
}
