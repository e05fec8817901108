package io.millrace.lakehouse.silver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.CaptureClient;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import io.millrace.contracts.source.ReloadState.Phase;
import io.millrace.lakehouse.silver.TableMemory.Asked;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the source for what only it can tell: the rows of keys, or whole tables, a few at a time. What was asked for is
 * remembered, so that it is not asked for twice; what failed is asked for again after longer and longer pauses, which end
 * at an hour: what was in the way may be gone, and nobody may look.
 */
public final class Healing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Healing.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    /** After so many times in vain a person should look why. */
    static final int MOST_TIMES = 6;

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    /** Each table costs a round's time however small it is; how much is read at once is capture's affair. */
    private static final int TABLES_AT_ONCE = 4;
    /** A fold that failed less often may have failed by chance. */
    private static final int LASTING_FAILURES = 3;
    /** After this time capture has forgotten a reload that it does not name. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private final CaptureClient capture;
    private final Collection<TableId> tables;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Healing::daemon);
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private String lastProblem = "";
    private volatile Position reached = Position.START;

    public Healing(CaptureClient capture, Collection<TableId> tables, Clock clock) {
        this.capture = capture;
        this.tables = List.copyOf(tables);
        this.clock = clock;
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "healing");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Looks, beside the rounds, for what is to be asked; returns at once.
     *
     * @param reached the position that the lake is brought to: what capture reads from now on is read there or later
     * @param missing tables that wait for their first reading
     */
    void tend(LakeMemory memory, Position reached, Set<TableId> missing) {
        this.reached = reached;
        boolean isNeeded = !missing.isEmpty()
                || tables.stream().anyMatch(table -> needsWhole(memory.of(table)) || needsKeys(memory.of(table)));
        if (last.isDone() && isNeeded) {
            last = CompletableFuture.runAsync(() -> look(memory, missing), thread)
                    .exceptionally(failure -> {
                        LOG.error("what only the source can tell could not be asked", failure);
                        return null;
                    });
        }
    }

    private void look(LakeMemory memory, Set<TableId> missing) {
        try {
            Map<String, ReloadState> states = capture.reloads().stream()
                    .collect(Collectors.toMap(ReloadState::id, state -> state, (left, right) -> right));
            missing.forEach(table -> hearOfFirst(memory, table, states.values()));
            tables.forEach(table -> hearOf(memory, table, states));
            tables.forEach(table -> askForKeys(memory, table));
            askForTables(memory);
            lastProblem = "";
        } catch (PipelineException e) {
            // Asked again with the next round; said once.
            if (!e.getMessage().equals(lastProblem)) {
                LOG.warn("what only the source can tell cannot be asked: {}", e.getMessage());
                lastProblem = e.getMessage();
            }
        }
    }

    private static boolean needsKeys(TableMemory table) {
        return !table.keys().isEmpty();
    }

    private static boolean needsWhole(TableMemory table) {
        return table.unknown() != null && !table.unknown().gone()
                || table.failure() != null && table.failure().times() >= LASTING_FAILURES;
    }

    /** A table whose first reading was refused is there for nobody, but is no reason to wait for it with all others. */
    private static void hearOfFirst(LakeMemory memory, TableId table, Collection<ReloadState> states) {
        List<ReloadState> own =
                states.stream().filter(state -> state.table().equals(table)).toList();
        if (own.stream().allMatch(state -> state.phase() == Phase.FAILED)) {
            own.stream().findFirst().map(ReloadState::problem).ifPresent(problem -> {
                LOG.warn("{} is not in the lake: {}", table, problem);
                memory.change(
                        table,
                        now -> now.stale().isPresent() ? now : now.withUnknown("It could not be read: " + problem));
            });
        }
    }

    /** Takes back what was asked for and failed. */
    private void hearOf(LakeMemory memory, TableId table, Map<String, ReloadState> states) {
        TableMemory known = memory.of(table);
        for (String id : known.outstanding()) {
            ReloadState state = states.get(id);
            boolean isLost = state == null
                    && known.asked() != null
                    && known.asked().at().plus(FORGOTTEN).isBefore(clock.instant());
            if (isLost || state != null && state.phase() == Phase.FAILED) {
                LOG.warn(
                        "the reload {} of {} has failed: {}",
                        id,
                        table,
                        state == null ? "capture knows nothing of it" : state.problem());
                memory.change(table, now -> now.without(id)
                        .withAsked(new Asked(null, clock.instant(), Math.max(1, times(now.asked())))));
            }
        }
    }

    private void askForKeys(LakeMemory memory, TableId table) {
        TableMemory known = memory.of(table);
        Set<String> open = new TreeSet<>();
        known.keys().forEach((key, wait) -> {
            if (wait.isOpen()) {
                open.add(key);
            }
        });
        if (open.isEmpty() || needsWhole(known) || isPausing(known.asked())) {
            return;
        }
        boolean isInVain = times(known.asked()) >= MOST_TIMES
                || open.stream().anyMatch(key -> known.keys().get(key).times() >= MOST_TIMES);
        if (isInVain) {
            memory.change(
                    table, now -> now.withUnknown("Rows of %d keys were read again in vain".formatted(open.size())));
            return;
        }
        List<ObjectNode> keys = open.stream().map(Healing::node).toList();
        ask(memory, table, ReloadRequest.ofKeys(table, keys, "the stream does not tell what these rows are"), open);
    }

    private void askForTables(LakeMemory memory) {
        long underWay =
                tables.stream().map(memory::of).filter(Healing::isUnderWay).count();
        tables.stream()
                .filter(table -> needsWhole(memory.of(table)))
                .filter(table -> !isUnderWay(memory.of(table)))
                .filter(table -> isOfUse(memory.of(table)))
                .filter(table -> !isPausing(memory.of(table).asked()))
                .limit(Math.max(0, TABLES_AT_ONCE - underWay))
                .forEach(table -> ask(
                        memory,
                        table,
                        ReloadRequest.ofTable(
                                table, memory.of(table).stale().orElse("the table may not equal the source")),
                        Set.of()));
    }

    private static boolean isUnderWay(TableMemory table) {
        return needsWhole(table) && table.asked() != null && table.asked().reload() != null;
    }

    /** Whether a re-reading that begins now tells what is not known. */
    private boolean isOfUse(TableMemory table) {
        return table.unknown() == null
                || table.unknown().since().equals(TableMemory.NEVER)
                || reached.reaches(table.unknown().since());
    }

    private void ask(LakeMemory memory, TableId table, ReloadRequest request, Set<String> keys) {
        int times = times(memory.of(table).asked()) + 1;
        try {
            String id = capture.reload(request).id();
            memory.change(table, now -> now.asking(keys, id).withAsked(new Asked(id, clock.instant(), times)));
            LOG.info("asked the source for {} of {}: {}", keys.isEmpty() ? "all" : keys.size() + " keys", table, id);
        } catch (PipelineException e) {
            if (e.kind().retryable()) {
                throw e;
            }
            LOG.warn("the source was asked for {} and refused: {}", table, e.getMessage());
            memory.change(table, now -> now.withAsked(new Asked(null, clock.instant(), times)));
        }
    }

    private static int times(Asked asked) {
        return asked == null ? 0 : asked.times();
    }

    private boolean isPausing(Asked asked) {
        return asked != null && clock.instant().isBefore(asked.at().plus(pause(asked.times())));
    }

    /** How long after so many times in vain it is not asked for. */
    static Duration pause(int times) {
        return times < MOST_TIMES ? FIRST_PAUSE.multipliedBy(1L << Math.max(0, times - 1)) : LONGEST_PAUSE;
    }

    /** What is to be added to the reason of a stale table that was asked for in vain. */
    static String inVain(TableMemory table) {
        return needsWhole(table)
                        && times(table.asked()) >= MOST_TIMES
                        && table.asked().reload() == null
                ? "; it was read again %d times in vain and is again in an hour: look why, and have it read at once with 'millrace resync'"
                        .formatted(times(table.asked()))
                : "";
    }

    private static ObjectNode node(String key) {
        try {
            return Json.mapper().readValue(key, ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The key of a change is a JSON object", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
