package io.millrace.lakehouse.silver;

import io.millrace.lakehouse.silver.FoldSummary.Range;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FoldSummaryTest {

    @Test
    void theKeysOfUpsertsAndDeletesTogetherReachFromTheLowestToTheHighest() {
        // Given
        var upserts = new Range(50L, 198L);
        var deletes = new Range(3L, 100L);
        // Then
        assertThat(upserts.with(deletes)).isEqualTo(new Range(3L, 198L));
        assertThat(deletes.with(upserts)).isEqualTo(new Range(3L, 198L));
    }
}
