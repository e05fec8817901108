package io.millrace.streaming.total;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.ColumnRef;
import io.millrace.contracts.pipeline.RowSource.OfTable;
import io.millrace.contracts.pipeline.Rule;
import io.millrace.contracts.pipeline.Rule.Cause;
import io.millrace.contracts.pipeline.Rule.ManyRows;
import io.millrace.contracts.pipeline.TimedRows;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeptTest {
    private static final Kept KEPT =
            new Kept(Duration.ofHours(48), Duration.ofDays(90), Duration.ofHours(24), Duration.ofDays(30));

    private static final TimedRows ROWS = new TimedRows(
            new OfTable(TableId.parse("public.orders")),
            Optional.empty(),
            new ColumnRef(false, "created_at"),
            Map.of());

    @Test
    void aRuleThatLooksFurtherBackThanRowsAreKeptIsRefused() {
        assertThatCode(() -> KEPT.requireEnoughFor(List.of(burst(Duration.ofHours(6), Duration.ofHours(6)))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> KEPT.requireEnoughFor(List.of(burst(Duration.ofMinutes(5), Duration.ofDays(1)))))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("The rule VELOCITY needs its rows for 48.2 h")
                .hasMessageContaining("keeps them for 24.0 h");
    }

    private static Rule burst(Duration within, Duration coolDown) {
        Cause cause = new ManyRows(10, within, coolDown);
        return new Rule("VELOCITY", Rule.Severity.CRITICAL, ROWS, new ColumnRef(false, "user_id"), cause);
    }
}
