package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.event.Feedback;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StartingOffsetsTest {
    @Test
    void everyPartitionOfTablesAndEventsIsNamedFromWhereItGoesOn() {
        // Given
        EventType click = Feedback.type(Feedback.CLICK, "clicks", 3);
        var tables = new CapturedTables(
                new Topics("shop"),
                Map.of(TableId.parse("users"), 2),
                Map.of("clicks", new EventTopic(click, 1)),
                Map.of());
        // Then
        assertThat(StartingOffsets.json(tables, Map.of(new TopicPartition("clicks", 0), 7L)))
                .isEqualTo("{\"clicks\":{\"0\":7},\"millrace.shop.changes.public.users\":{\"0\":-2,\"1\":-2}}");
        assertThat(tables.tableNamesByTopic())
                .containsEntry("clicks", "shop__events.click")
                .containsEntry("millrace.shop.changes.public.users", "public.users");
    }
}
