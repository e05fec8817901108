package io.millrace.contracts.status;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LastAudit;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How far the lake is, table by table. */
public record LakeStatus(Map<TableId, Table> tables) {
    public LakeStatus {
        tables = new TreeMap<>(tables);
    }

    /**
     * How far one table is.
     *
     * @param name qualified name in the lake
     * @param bronze the change log is complete up to here
     * @param bronzeTime the latest moment at which the source is known to have been there
     * @param silver the table equals the source at this position
     * @param silverTime the latest moment at which the source is known to have been there
     * @param version Delta version of the table at that position; -1 while it does not exist
     * @param rows rows of the table at that version
     * @param quarantined changes of this table that could not be processed and wait for a decision
     * @param stale why the table may not equal the source; nothing while it does
     * @param audit the last time that it was compared with the source
     */
    public record Table(
            String name,
            Optional<Position> bronze,
            Optional<Instant> bronzeTime,
            Optional<Position> silver,
            Optional<Instant> silverTime,
            long version,
            long rows,
            long quarantined,
            Optional<String> stale,
            Optional<LastAudit> audit) {}
}
