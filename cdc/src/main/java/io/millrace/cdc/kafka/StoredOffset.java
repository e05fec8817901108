package io.millrace.cdc.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cdc.CdcConfig;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * How far Debezium will resume, read from where it keeps that.
 *
 * <p>Capture lets Debezium store an offset only at the end of a snapshot and at the end of a transaction, so what is
 * stored is always a position.
 *
 * @param lsn the snapshot's position, or the end of the last transaction that was acknowledged
 * @param sourceTime when the source was there
 */
public record StoredOffset(long lsn, Instant sourceTime) {

    /** The offset that was stored last, if any was. */
    public static Optional<StoredOffset> read(CdcConfig config, String topic) {
        Map<String, String> offsets = new CompactedTopic(config, topic).read();
        if (offsets.size() > 1) {
            throw new PipelineException(
                    FailureKind.DATA_LOSS,
                    "The topic %s holds the offsets of %d captures; it belongs to one pipeline alone"
                            .formatted(topic, offsets.size()));
        }
        Iterator<String> values = offsets.values().iterator();
        return values.hasNext() ? parse(topic, values.next()) : Optional.empty();
    }

    static Optional<StoredOffset> parse(String topic, String json) {
        try {
            JsonNode offset = Json.mapper().readTree(json);
            boolean snapshot = offset.has("snapshot");
            if (snapshot && !offset.path("last_snapshot_record").asBoolean()) {
                // Written inside a snapshot, which then begins again.
                return Optional.empty();
            }
            JsonNode lsn = offset.hasNonNull("lsn_commit") ? offset.get("lsn_commit") : offset.get("lsn");
            Instant time = Instant.EPOCH.plus(offset.path("ts_usec").longValue(), ChronoUnit.MICROS);
            return Optional.of(new StoredOffset(lsn.longValue(), time));
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.DATA_LOSS, "The topic %s holds an offset that cannot be read".formatted(topic), e);
        }
    }
}
