package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.PublishedChange;
import io.millrace.contracts.change.TableId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionSummaryBuilderTest {
    @Test
    void rowsOfAReloadMustBeKeptThoughTheStreamBroughtNone() {
        // Given
        var row = new PublishedChange(
                Operation.READ, TableId.parse("users"), "{\"id\":1}", 1, 10, 9, 0, 0, "s", null, "{\"id\":1}", "r1");
        var builder = new PartitionSummaryBuilder("topic", 0);
        // When
        builder.add(7, new DecodedRecord.OfChange(row));
        // Then
        assertThat(builder.build().hasChanges()).isFalse();
        assertThat(builder.build().leavesRows()).isTrue();
    }
}
