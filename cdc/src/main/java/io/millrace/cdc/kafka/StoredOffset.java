package io.millrace.cdc.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cdc.CdcConfig;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * How far Debezium will resume, read from where it keeps that.
 *
 * <p>Capture stores where the stream begins, and lets Debezium store an offset only at the end of a transaction, so what
 * is stored is always a position.
 *
 * @param lsn the beginning of the stream, or the end of the last transaction that was acknowledged
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
        return values.hasNext() ? Optional.of(parse(topic, values.next())) : Optional.empty();
    }

    static StoredOffset parse(String topic, String json) {
        try {
            JsonNode offset = Json.mapper().readTree(json);
            JsonNode lsn = offset.hasNonNull("lsn_commit") ? offset.get("lsn_commit") : offset.get("lsn");
            Instant time = Instant.EPOCH.plus(offset.path("ts_usec").longValue(), ChronoUnit.MICROS);
            return new StoredOffset(lsn.longValue(), time);
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.DATA_LOSS, "The topic %s holds an offset that cannot be read".formatted(topic), e);
        }
    }

    /**
     * Stores the offset as Debezium would, so that it goes on from there; returns when the broker has it.
     *
     * @param engine the engine's name and its server's, which its own offsets have too
     */
    public void write(ChangePublisher publisher, String topic, String engine) throws InterruptedException {
        ObjectNode offset = JsonNodeFactory.instance.objectNode();
        offset.put("lsn", lsn);
        offset.put("lsn_commit", lsn);
        offset.put("ts_usec", ChronoUnit.MICROS.between(Instant.EPOCH, sourceTime));
        String key = "[\"%1$s\",{\"server\":\"%1$s\"}]".formatted(engine);
        publisher.publishNow(topic, key, offset.toString().getBytes(StandardCharsets.UTF_8));
    }
}
