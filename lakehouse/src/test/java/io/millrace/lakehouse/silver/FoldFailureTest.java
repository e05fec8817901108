package io.millrace.lakehouse.silver;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FoldFailureTest {
    @Test
    void whatOneTableLacksIsItsOwnFailure() {
        assertThat(FoldFailure.reason(new IllegalStateException("no such column\nat a\nat b")))
                .isEqualTo("no such column");
        assertThat(FoldFailure.reason(new IllegalStateException("read", new FileNotFoundException("part-1"))))
                .isEqualTo("read");
    }

    @Test
    void whatAllTablesNeedEndsTheProcess() {
        var store = new IllegalStateException("job aborted", new IOException("connection refused"));
        var lease = new PipelineException(FailureKind.ENVIRONMENT, "another process writes the lake");

        assertThatThrownBy(() -> FoldFailure.reason(store)).isSameAs(store);
        assertThatThrownBy(() -> FoldFailure.reason(lease)).isSameAs(lease);
        assertThatThrownBy(() -> FoldFailure.reason(new OutOfMemoryError())).isInstanceOf(OutOfMemoryError.class);
    }
}
