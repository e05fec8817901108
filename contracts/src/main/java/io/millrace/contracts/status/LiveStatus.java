package io.millrace.contracts.status;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far the live state is, as one process of it knows.
 *
 * @param generation the state that the process builds
 * @param state what Kafka Streams does, such as RUNNING or REBALANCING
 * @param parts how many parts of the users there are
 * @param ownParts how many of them this process writes
 * @param position up to where the online store reaches, over the parts of this process; nothing while one has not begun
 * @param sourceTime the latest moment at which the source is known to have been there
 * @param waiting users and items that are not in the online store yet, as far as they are counted
 * @param users with a row, in the parts of this process
 * @param items with a row, in the parts of this process
 * @param stale why tables hold the position back, by table; a table that does not is absent
 * @param onlineStore why the online store does not take what it is given; nothing while it does
 */
public record LiveStatus(
        String generation,
        String state,
        int parts,
        int ownParts,
        Optional<Position> position,
        Optional<Instant> sourceTime,
        long waiting,
        long users,
        long items,
        Map<TableId, String> stale,
        Optional<String> onlineStore) {
    public LiveStatus {
        stale = new TreeMap<>(stale);
    }
}
