package io.millrace.cdc.kafka;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.cdc.source.ClusterIdentity;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import java.util.List;

/**
 * What capture remembers of its source between two runs.
 *
 * @param incarnation the number of this life of the cluster, beginning with 1
 * @param identity the cluster whose log sequence numbers the positions of that incarnation are
 * @param slot name of the replication slot that reads it
 * @param offsetStored whether it was stored how far the log is read, so that without it changes would be lost
 * @param tables those that are read as a whole, or will be because that is asked for in a way that lasts
 */
public record CaptureRecord(
        int incarnation,
        ClusterIdentity identity,
        String slot,
        @JsonAlias("snapshotComplete") boolean offsetStored,
        List<TableId> tables) {
    public CaptureRecord {
        tables = List.copyOf(tables);
    }

    /** The same with the beginning of its stream stored. */
    public CaptureRecord withOffset() {
        return new CaptureRecord(incarnation, identity, slot, true, tables);
    }

    /** The same with these tables. */
    public CaptureRecord withTables(List<TableId> others) {
        return new CaptureRecord(incarnation, identity, slot, offsetStored, others);
    }

    String json() {
        try {
            return Json.mapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A capture record can be written as JSON", e);
        }
    }

    static CaptureRecord parse(String topic, String json) {
        try {
            return Json.mapper().readValue(json, CaptureRecord.class);
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.DATA_LOSS, "The topic %s holds a record that cannot be read".formatted(topic), e);
        }
    }
}
