package io.millrace.contracts.status;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far capture is.
 *
 * @param phase what it is doing
 * @param acknowledged everything up to here is on the broker; nothing before the stream began
 * @param acknowledgedTime the latest moment at which the source is known to have been there
 * @param source where the source's log ends now; nothing while the source cannot be asked
 * @param retainedWalBytes log that the slot keeps the source from removing
 * @param walLimitBytes what the slot may keep at most before the source removes log that is not read yet
 *     ({@code max_slot_wal_keep_size}); nothing where it sets no limit
 * @param walLimitUsed how much of that limit is used, from 0 to 1; at 1 changes are lost
 * @param changes changes published since the start of the process, by table
 */
public record CaptureStatus(
        Phase phase,
        Optional<Position> acknowledged,
        Optional<Instant> acknowledgedTime,
        Optional<Position> source,
        long retainedWalBytes,
        Optional<Long> walLimitBytes,
        Optional<Double> walLimitUsed,
        Map<TableId, Long> changes) {
    public CaptureStatus {
        changes = new TreeMap<>(changes);
    }

    /** A status of a source that sets no limit to the log that a slot keeps. */
    public CaptureStatus(
            Phase phase,
            Optional<Position> acknowledged,
            Optional<Instant> acknowledgedTime,
            Optional<Position> source,
            long retainedWalBytes,
            Map<TableId, Long> changes) {
        this(
                phase,
                acknowledged,
                acknowledgedTime,
                source,
                retainedWalBytes,
                Optional.empty(),
                Optional.empty(),
                changes);
    }

    /** What capture is doing. */
    public enum Phase {
        STARTING,
        STREAMING,
        STOPPED
    }
}
