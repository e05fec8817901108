package io.millrace.cdc.reload;

import io.millrace.cdc.CdcConfig;
import io.millrace.cdc.engine.OversizedTables;
import io.millrace.cdc.kafka.ChangePublisher;
import io.millrace.cdc.source.SourceDatabase;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.pipeline.Pipeline;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every reload of a run of capture works with.
 *
 * @param schemas where schemas are published
 * @param stream the last position of the stream that is acknowledged
 * @param oversized tables with rows that are too large
 * @param largeRow the turn of a row that is large for the memory, one over all reloads
 */
record ReloadContext(
        CdcConfig config,
        Pipeline pipeline,
        SourceDatabase database,
        int incarnation,
        ChangePublisher schemas,
        ReloadMemory memory,
        Supplier<Progress> stream,
        ReloadObserver observer,
        OversizedTables oversized,
        Semaphore largeRow) {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadContext.class);

    long streamedUpTo() {
        return stream.get().position().lsn();
    }

    /** Tells readers of tables; returns when the broker has it. */
    void tell(List<TableNote> notes) {
        if (!notes.isEmpty()) {
            notes.forEach(schemas::publish);
            schemas.confirm();
        }
    }

    /** Ends a reload that cannot be read as it was asked for. */
    void fail(Reload reload, String problem) throws InterruptedException {
        end(reload, reload.record().failed(problem));
        LOG.error("reload {} of {} failed: {}", reload.id(), reload.table(), problem);
    }

    /**
     * Tells readers that they lack a row that is too large, and ends the reload that cannot be read because of it. In this
     * order: of a reload that has ended nobody would tell after a crash.
     */
    void failForSize(Reload reload, String problem) throws InterruptedException {
        if (oversized.isRefusalNews(reload.table())) {
            long at = streamedUpTo() + 1;
            schemas.publish(new TableNote(
                    TableNote.Kind.STALE,
                    reload.table(),
                    null,
                    incarnation,
                    at,
                    at,
                    0,
                    null,
                    problem,
                    ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
            schemas.confirm();
            oversized.toldOfRefusal(reload.table());
        }
        fail(reload, problem);
    }

    /** Remembers the end of a reload; its ranges are of no use any more. */
    void end(Reload reload, ReloadRecord how) throws InterruptedException {
        memory.write(how);
        reload.become(how);
        memory.forgetRanges(reload);
    }
}
