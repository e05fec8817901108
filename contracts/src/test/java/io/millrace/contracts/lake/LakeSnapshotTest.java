package io.millrace.contracts.lake;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.Json;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LakeSnapshotTest {

    @Test
    void theManifestReadsBackAsItWasWritten() throws Exception {
        // Given
        var snapshot = new LakeSnapshot(
                new Position(1, 77),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-01-01T00:00:01Z"),
                Map.of(
                        TableId.parse("public.orders"),
                        new LakeSnapshot.TableVersion("shop.orders", "s3a://lake/shop/orders", 3)));
        var json = Json.mapper();
        // When
        String text = json.writeValueAsString(snapshot);
        // Then
        assertThat(json.readValue(text, LakeSnapshot.class)).isEqualTo(snapshot);
        assertThat(text).contains("\"position\":\"1:0/4D\"", "\"public.orders\":{");
    }
}
