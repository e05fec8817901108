package io.millrace.streaming.capture;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.CaptureClient;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import io.millrace.streaming.row.RowStage.Standing;
import io.millrace.streaming.status.LiveBoard;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks capture to read tables that the stream does not tell of as a whole: those whose reading the topics no longer hold,
 * and those of which records were lost. Where a reading is under way, or somebody else has asked, nothing is asked.
 */
public final class MissingTables {
    private static final Logger LOG = LoggerFactory.getLogger(MissingTables.class);
    /** So old at most is the last progress of a topic that was read to its end. */
    private static final Duration AT_THE_END = Duration.ofSeconds(30);
    /** What others ask for, or what was published and is not read yet, gets so much time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration AGAIN = Duration.ofMinutes(5);
    private static final int LONGEST_GROWTH = 8;

    private final LiveBoard board;
    private final CaptureClient capture;
    private final Map<TableId, Instant> missingSince = new HashMap<>();
    private final Map<TableId, Instant> notBefore = new HashMap<>();
    private final Map<TableId, Integer> times = new HashMap<>();

    public MissingTables(LiveBoard board, CaptureClient capture) {
        this.board = board;
        this.capture = capture;
    }

    /** Looks which tables are missing, and asks for those that have been for a while. */
    public void look(Instant now) {
        Set<TableId> missing = missing(now);
        missingSince.keySet().retainAll(missing);
        missing.forEach(table -> missingSince.putIfAbsent(table, now));
        for (TableId table : missing) {
            boolean isLong = missingSince.get(table).plus(PATIENCE).isBefore(now);
            if (isLong && !notBefore.getOrDefault(table, now).isAfter(now)) {
                // What one reading does not mend, the next one may not mend either.
                int before = times.merge(table, 1, Integer::sum) - 1;
                notBefore.put(table, now.plus(AGAIN.multipliedBy(1L << Math.min(before, LONGEST_GROWTH))));
                ask(table);
            }
        }
    }

    private Set<TableId> missing(Instant now) {
        Set<TableId> missing = new TreeSet<>();
        for (Map<TableId, Standing> part : board.rows()) {
            part.forEach((table, standing) -> {
                boolean isAtTheEnd = standing.reached()
                        .filter(progress ->
                                progress.sourceTime().plus(AT_THE_END).isAfter(now))
                        .isPresent();
                if (!standing.known() && isAtTheEnd) {
                    missing.add(table);
                }
            });
        }
        return missing;
    }

    private void ask(TableId table) {
        try {
            List<ReloadState> states = capture.reloads();
            boolean isUnderWay = states.stream()
                    .filter(state -> state.table().equals(table))
                    .anyMatch(state ->
                            state.phase() == ReloadState.Phase.WAITING || state.phase() == ReloadState.Phase.READING);
            if (!isUnderWay) {
                capture.reload(ReloadRequest.ofTable(table, "the live state does not find all of it in its topic"));
                LOG.info("asked capture to read {} again: its topic does not hold all of it", table);
            }
        } catch (PipelineException e) {
            LOG.warn("{} has to be read again, but cannot be asked for: {}", table, e.getMessage());
        }
    }
}
