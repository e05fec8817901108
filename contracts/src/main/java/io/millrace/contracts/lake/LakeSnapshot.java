package io.millrace.contracts.lake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A cut through all silver tables at one position: read each at its version and you have the source at that position.
 *
 * @param position what the cut equals
 * @param sourceTime the latest moment at which the source is known to have been at the position
 * @param writtenAt when the lake reached it
 */
public record LakeSnapshot(
        Position position, Instant sourceTime, Instant writtenAt, Map<TableId, TableVersion> tables) {
    /** Name of the file, in the log schema's folder, that holds the latest cut. */
    public static final String FILE = "_snapshot.json";

    /**
     * A silver table in the cut.
     *
     * @param name qualified name in the lake
     * @param location where the Delta table is
     * @param version its Delta version
     * @param stale why the table may not equal the source at the position; null while it does
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TableVersion(String name, String location, long version, String stale) {
        /** A table that equals the source. */
        public TableVersion(String name, String location, long version) {
            this(name, location, version, null);
        }
    }

    public LakeSnapshot {
        tables = new TreeMap<>(tables);
    }
}
