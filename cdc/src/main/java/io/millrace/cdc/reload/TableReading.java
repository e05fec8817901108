package io.millrace.cdc.reload;

import io.millrace.cdc.kafka.ReloadPublisher;
import io.millrace.cdc.reload.ReloadRecord.Plan;
import io.millrace.cdc.source.SourceCatalog;
import io.millrace.cdc.value.RowSchema;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableNote.Scope;
import io.millrace.contracts.process.CrashPoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.ReloadRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Divides reloads into ranges at a moment, and ends each of them when all of its ranges are on the broker.
 *
 * @param moment when rows are read
 */
record TableReading(ReloadContext context, ReloadPublisher publisher, ReadingMoment moment) {
    private static final Logger LOG = LoggerFactory.getLogger(TableReading.class);
    private static final int KEYS_FOR_A_QUERY = 500;

    /** What is left to read of a reload. */
    List<RangeTask> plan(SnapshotReader reader, Reload reload) throws SQLException, InterruptedException {
        var catalog = new SourceCatalog(reader.connection());
        TableLayout layout = TableLayout.of(
                catalog, reload.table(), context.pipeline().source().rules(reload.table()));
        var ranges = new Ranges(layout, reader);
        if (reload.record()
                .plan()
                .filter(plan -> plan.key().equals(layout.key()))
                .isEmpty()) {
            begin(reload, layout, ranges, catalog);
        }
        if (reload.isRead()) {
            end(reload);
            return List.of();
        }
        return reload.record().isOfTable() ? tableTasks(reload, ranges) : List.of(rowTask(reload, ranges));
    }

    private void begin(Reload reload, TableLayout layout, Ranges ranges, SourceCatalog catalog)
            throws SQLException, InterruptedException {
        List<List<String>> bounds = reload.record().isOfTable()
                ? ranges.bounds(catalog.bytes(reload.table()), context.config().reloadRangeBytes())
                : List.of();
        // Where the table was divided before, rows of that time may be on the broker already.
        long from = reload.record().plan().map(Plan::from).orElse(moment.from());
        context.memory().forgetRanges(reload);
        reload.restart();
        ReloadRecord begun = reload.record().begun(new Plan(from, layout.key(), bounds));
        context.memory().write(begun);
        reload.become(begun);
        LOG.info("reload {} of {} begins, {} ranges", reload.id(), reload.table(), bounds.size() + 1);
    }

    private List<RangeTask> tableTasks(Reload reload, Ranges ranges) throws SQLException {
        List<List<String>> bounds = reload.record().plan().orElseThrow().bounds();
        List<RangeTask> tasks = new ArrayList<>();
        for (int range = 0; range <= bounds.size(); range++) {
            if (!reload.has(range)) {
                String query = ranges.layout().select(ranges.condition(bounds, range));
                tasks.add(new RangeTask(this, reload, ranges.layout(), range, List.of(query), List.of()));
            }
        }
        return tasks;
    }

    private RangeTask rowTask(Reload reload, Ranges ranges) throws SQLException {
        ReloadRequest request = reload.record().request();
        TableLayout layout = ranges.layout();
        List<AskedKey> keys = keys(layout, request);
        List<String> queries = new ArrayList<>();
        if (request.where() != null) {
            // The line's end is for a condition that ends in a comment.
            String query = layout.select("(" + request.where() + "\n)");
            ranges.reader().requireQuery(query);
            queries.add(query);
        }
        for (int first = 0; first < keys.size(); first += KEYS_FOR_A_QUERY) {
            List<String> rows = new ArrayList<>();
            for (AskedKey key : keys.subList(first, Math.min(keys.size(), first + KEYS_FOR_A_QUERY))) {
                rows.add(ranges.row(key.texts()));
            }
            queries.add(layout.select(rows.stream().collect(Collectors.joining(", ", layout.keyRow() + " IN (", ")"))));
        }
        return new RangeTask(this, reload, layout, 0, queries, keys);
    }

    private static List<AskedKey> keys(TableLayout layout, ReloadRequest request) {
        try {
            return Optional.ofNullable(request.keys()).orElse(List.of()).stream()
                    .map(key -> AskedKey.of(layout.encoder().schema().table(), key))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new PipelineException(FailureKind.CONFIGURATION, e.getMessage(), e);
        }
    }

    ReloadPublisher.Part part(TableId table) {
        return publisher.part(table);
    }

    void publishSchema(RowSchema schema) throws InterruptedException {
        context.schemas().publish(schema.id(), schema.table());
    }

    /** The turn of a row that is large for the memory. */
    Semaphore largeRow() {
        return context.largeRow();
    }

    void published(TableId table, long records, long bytes) {
        context.observer().published(table, records, bytes);
    }

    /** Fails where the table was written anew since the moment: its rows of that time could not be seen any more. */
    void requireSameFiles(SnapshotReader reader, TableId table) throws SQLException {
        String now = new SourceCatalog(reader.connection()).files(table);
        if (!now.equals(moment.files().get(table))) {
            throw new PipelineException(
                    FailureKind.SOURCE, "The table %s was written anew while it was read".formatted(table));
        }
    }

    /** Remembers a range that is on the broker, and ends its reload with the last one. */
    void finish(RangeTask task, long[] rows) throws InterruptedException {
        var range = new FinishedRange(moment.lsn(), LongStream.of(rows).boxed().toList());
        CrashPoint.CDC_BEFORE_RANGE.pass();
        context.memory().write(task.reload(), task.range(), range);
        CrashPoint.CDC_AFTER_RANGE.pass();
        if (task.reload().finish(task.range(), range)) {
            end(task.reload());
        }
    }

    private void end(Reload reload) throws InterruptedException {
        ReloadRecord record = reload.record();
        long[] rows = new long[context.pipeline().source().partitions()];
        long upTo = 0;
        for (FinishedRange range : reload.finished().values()) {
            upTo = Math.max(upTo, range.upTo());
            for (int partition = 0; partition < rows.length; partition++) {
                rows[partition] += range.rows().get(partition);
            }
        }
        long total = LongStream.of(rows).sum();
        var note = new TableNote(
                TableNote.Kind.RELOADED,
                reload.table(),
                reload.id(),
                record.incarnation(),
                record.plan().orElseThrow().from(),
                upTo,
                total,
                record.isOfTable() ? Scope.TABLE : Scope.KEYS,
                null,
                moment.micros());
        publisher.publish(note, rows);
        CrashPoint.CDC_AFTER_RELOAD.pass();
        context.end(reload, record.published(total));
        LOG.info("reload {} of {} published, {} records", reload.id(), reload.table(), total);
    }
}
