package io.millrace.lakehouse.audit;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.RowDifference;
import io.millrace.contracts.lake.TableAudit;
import io.millrace.contracts.lake.TableAudit.Outcome;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.CaptureClient;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import io.millrace.contracts.source.ReloadState.Phase;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Has rows that differ read again from the source, or the whole table where they are not all known.
 *
 * @param applied ids of the reloads that are part of a table
 */
record RowRepair(CaptureClient capture, Function<TableId, Set<String>> applied) {
    private static final String REASON = "an audit found a difference";
    private static final Duration WITHIN = Duration.ofMinutes(30);
    private static final long POLL_MILLIS = 200;

    /** Asks for what differs and returns when the lake has it. */
    void mend(Collection<TableAudit> tables, Consumer<String> told) throws InterruptedException {
        Map<TableId, String> asked = new TreeMap<>();
        for (TableAudit table : tables) {
            ReloadState state = capture.reload(request(table));
            asked.put(table.table(), state.id());
            told.accept("%s of %s read again as %s"
                    .formatted(isWhole(table) ? "all rows" : table.rows().size() + " rows", table.table(), state.id()));
        }
        long deadline = System.nanoTime() + WITHIN.toNanos();
        for (var reload : asked.entrySet()) {
            await(reload.getKey(), reload.getValue(), deadline);
            told.accept("the lake has %s of %s".formatted(reload.getValue(), reload.getKey()));
        }
    }

    private static ReloadRequest request(TableAudit table) {
        return isWhole(table)
                ? ReloadRequest.ofTable(table.table(), REASON)
                : ReloadRequest.ofKeys(
                        table.table(),
                        table.rows().stream().map(RowDifference::key).toList(),
                        REASON);
    }

    /** Where not every row is named that differs, or the lake itself does not know. */
    private static boolean isWhole(TableAudit table) {
        return table.outcome() != Outcome.DIFFERENT || !table.complete();
    }

    private void await(TableId table, String id, long deadline) throws InterruptedException {
        while (!applied.apply(table).contains(id)) {
            Optional<ReloadState> state = stateOf(id);
            state.filter(now -> now.phase() == Phase.FAILED).ifPresent(failed -> {
                throw new PipelineException(
                        FailureKind.SOURCE, "%s could not be read again: %s".formatted(table, failed.problem()));
            });
            if (System.nanoTime() > deadline) {
                throw new PipelineException(
                        FailureKind.NOT_READY,
                        "The lake has not applied %s of %s within %d minutes; it goes on by itself: audit again later"
                                .formatted(id, table, WITHIN.toMinutes()));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private Optional<ReloadState> stateOf(String id) {
        List<ReloadState> states = capture.reloads();
        return states.stream().filter(state -> state.id().equals(id)).findFirst();
    }
}
