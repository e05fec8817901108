package io.millrace.cdc.reload;

import io.millrace.cdc.engine.CaptureRun;
import io.millrace.cdc.source.SourceDatabase;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Reads tables again beside the stream.
 *
 * <p>A request that {@link #request} returned for is carried out, in this run of capture or in a later one, or ends as
 * failed with a sentence. Requests for single rows do not wait for whole tables.
 */
public final class Reloads implements AutoCloseable {
    private static final int REMEMBERED = 100;

    private final ReloadContext context;
    private final ReloadBoard board;
    private final ReloadLane tables;
    private final ReloadLane rows;
    private final Map<String, Reload> reloads = new TreeMap<>();

    /**
     * Makes the reloads of a run, with those that an earlier one left.
     *
     * @param acknowledged the last position of the stream that is acknowledged
     */
    public Reloads(
            CaptureRun run,
            SourceDatabase database,
            Supplier<Progress> acknowledged,
            ReloadBoard board,
            ReloadObserver observer) {
        this.context = new ReloadContext(
                run.config(),
                run.pipeline(),
                database,
                run.record().incarnation(),
                run.publisher(),
                new ReloadMemory(run.memory()),
                acknowledged,
                observer,
                run.oversized(),
                new Semaphore(1));
        this.board = board;
        this.tables = new ReloadLane(context, "reload-tables");
        this.rows = new ReloadLane(context, "reload-rows");
    }

    /** Takes up what an earlier run left. */
    public synchronized void load() throws InterruptedException {
        for (Reload reload : context.memory().read()) {
            keep(reload);
            takeUp(reload);
        }
    }

    /** Begins to read. */
    public void start() {
        tables.start();
        rows.start();
    }

    private void keep(Reload reload) {
        reloads.put(reload.id(), reload);
        board.put(reload);
    }

    private void takeUp(Reload reload) throws InterruptedException {
        if (reload.record().hasEnded()) {
            // A kill may have come before they were forgotten.
            context.memory().forgetRanges(reload);
        } else if (reload.record().incarnation() != context.incarnation()) {
            context.fail(reload, "The source began another life before all of it was read; the table is read again");
        } else if (!context.pipeline().source().tables().contains(reload.table())) {
            context.fail(reload, "The pipeline file no longer names the table " + reload.table());
        } else {
            queue(reload);
        }
    }

    private void queue(Reload reload) {
        (reload.record().isOfTable() ? tables : rows).add(reload);
    }

    /**
     * Takes a request; returns when it is remembered.
     *
     * @throws PipelineException of kind CONFIGURATION if the table is not captured or the request makes no sense
     */
    public synchronized ReloadState request(ReloadRequest request) throws InterruptedException {
        requireSense(request);
        var reload = new Reload(ReloadRecord.of(request, context.incarnation()), Map.of());
        context.memory().write(reload.record());
        forgetOldest();
        keep(reload);
        queue(reload);
        return reload.state();
    }

    /** Asks for whole tables, but not for one that waits for that already. */
    public synchronized void requestTables(Collection<TableId> wanted, String reason) throws InterruptedException {
        for (TableId table : wanted) {
            boolean waits = reloads.values().stream()
                    .anyMatch(reload -> reload.table().equals(table)
                            && reload.record().isOfTable()
                            && !reload.record().hasEnded());
            if (!waits) {
                request(ReloadRequest.ofTable(table, reason));
            }
        }
    }

    private void requireSense(ReloadRequest request) {
        if (request.table() == null || !context.pipeline().source().tables().contains(request.table())) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The pipeline file does not name the table %s; it names %s"
                            .formatted(
                                    request.table(), context.pipeline().source().tables()));
        }
        if (request.keys() != null && request.keys().isEmpty() && request.where() == null) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "A reload of no keys was asked for; leave the keys out for all rows");
        }
        if (request.where() != null
                && (request.where().isBlank() || request.where().contains(";"))) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "A condition has to be there and may not hold a semicolon");
        }
    }

    private void forgetOldest() throws InterruptedException {
        List<Reload> ended = new ArrayList<>(reloads.values().stream()
                .filter(reload -> reload.record().hasEnded())
                .toList());
        for (Reload reload : ended.subList(0, Math.max(0, ended.size() - REMEMBERED))) {
            context.memory().forget(reload);
            reloads.remove(reload.id());
            board.remove(reload);
        }
    }

    @Override
    public void close() {
        tables.close();
        rows.close();
    }
}
