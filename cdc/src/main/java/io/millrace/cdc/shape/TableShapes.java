package io.millrace.cdc.shape;

import io.millrace.cdc.engine.CaptureRun;
import io.millrace.cdc.engine.TableDescriptions;
import io.millrace.cdc.reload.RowEncoder;
import io.millrace.cdc.shape.ShapeMemory.Remembered;
import io.millrace.cdc.shape.TableLooks.Look;
import io.millrace.cdc.source.SourceDatabase;
import io.millrace.cdc.source.TableShape;
import io.millrace.cdc.value.KnownColumns;
import io.millrace.cdc.value.RowSchema;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of the captured tables, and tells the readers of their topics: which columns a table has from a
 * place of the stream on, and that its rows have to be read again where only that brings them; thread-safe.
 *
 * <p>A table is looked at when the stream describes it anew, before the first change that follows, and at an interval,
 * because a table that nobody writes is not described.
 */
public final class TableShapes implements TableDescriptions, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableShapes.class);

    private final CaptureRun run;
    private final ShapeSource source;
    private final ShapeMemory memory;
    private final Map<TableId, TableLooks> looks = new TreeMap<>();
    private final Map<TableId, String> told = new TreeMap<>();
    /** At the last look; nothing before the first. A table that is gone has none. */
    private Optional<Map<TableId, String>> fingerprints = Optional.empty();

    public TableShapes(CaptureRun run, SourceDatabase database) {
        this.run = run;
        this.source = new ShapeSource(database);
        this.memory = new ShapeMemory(run.memory());
    }

    /** Takes up what an earlier run saw, and looks at what became of it. */
    public synchronized void load() throws InterruptedException {
        Map<TableId, Remembered> remembered = memory.read();
        for (TableId table : run.pipeline().source().tables()) {
            var seen = new TableLooks();
            looks.put(table, seen);
            Optional.ofNullable(remembered.get(table)).ifPresent(before -> {
                seen.add(new Look(0, before.shape()));
                if (before.schema() != null) {
                    told.put(table, before.schema());
                }
            });
        }
        // The engine begins with the tables as they are now, whatever became of them.
        lookAtAll(run.resumeFrom().lsn());
    }

    /**
     * Looks at all tables.
     *
     * @param acknowledged up to where the stream is on the broker
     * @throws PipelineException of kind SOURCE if the database does not answer, or if the engine has to begin anew
     */
    public synchronized void look(long acknowledged) throws InterruptedException {
        Optional<TableId> other = lookAtAll(acknowledged);
        if (other.isPresent()) {
            throw new NeedsAnotherEngine(other.get());
        }
    }

    /** Looks at all tables; gives one of which Debezium was told what no longer holds, if there is one. */
    private Optional<TableId> lookAtAll(long acknowledged) throws InterruptedException {
        try {
            Optional<TableId> other = Optional.empty();
            Map<TableId, String> now = source.fingerprints(looks.keySet());
            for (TableId table : looks.keySet()) {
                boolean isSame = fingerprints
                        .filter(before -> Objects.equals(before.get(table), now.get(table)))
                        .isPresent();
                if (!isSame && looked(table, acknowledged)) {
                    other = Optional.of(table);
                }
            }
            fingerprints = Optional.of(now);
            for (TableId table : looks.keySet()) {
                tellOfQuiet(table, acknowledged);
            }
            return other;
        } catch (SQLException e) {
            throw source.failed(e);
        }
    }

    @Override
    public synchronized RowSchema described(
            TableId table,
            Function<Function<List<TableSchema.Column>, KnownColumns>, RowSchema> describe,
            long lsn,
            long previousCommit)
            throws InterruptedException {
        try {
            if (looked(table, previousCommit)) {
                throw new NeedsAnotherEngine(table);
            }
        } catch (SQLException e) {
            throw source.failed(e);
        }
        TableLooks seen = looks.get(table);
        List<Boolean> found = new ArrayList<>();
        RowSchema schema = describe.apply(columns -> {
            Optional<KnownColumns> known = seen.known(columns, lsn);
            found.add(known.isPresent());
            return known.orElse(KnownColumns.NONE);
        });
        if (seen.hasOtherKeyThan(schema.table())) {
            throw new NeedsAnotherEngine("%s was described with the key %s, which is not its own, while it changed"
                    .formatted(table, schema.table().key()));
        }
        if (found.contains(false)) {
            unknown(table, seen.last(), previousCommit);
        }
        tell(table, schema, previousCommit);
        return schema;
    }

    /** Looks at a table, and tells of it; whether Debezium was told what no longer holds of it. */
    private boolean looked(TableId table, long from) throws SQLException, InterruptedException {
        Optional<TableShape> shape = source.shape(table);
        Optional<TableShape> before = looks.get(table).last().flatMap(Look::shape);
        boolean isFirst = looks.get(table).last().isEmpty();
        if (!isFirst && before.equals(shape)) {
            looks.get(table).add(new Look(source.end(), shape));
            return false;
        }
        if (before.isPresent() && shape.isPresent()) {
            new MaskedColumns(table, run.pipeline().source().rules(table).keySet())
                    .requireNoneUncovered(before.get(), shape.get());
        }
        // After the look: a re-reading that begins here sees all that the look has seen.
        long at = source.end();
        looks.get(table).add(new Look(at, shape));
        if (isGone(shape)) {
            note(table, TableNote.Kind.GONE, from + 1, at, gone(table, shape));
        } else if (!isFirst) {
            Optional<String> reason = before.isEmpty()
                    ? Optional.of("The table is there again")
                    : new ShapeChange(before.get(), shape.get()).reason();
            if (reason.isPresent()) {
                note(table, TableNote.Kind.STALE, from + 1, at, reason.get());
            }
        }
        run.publisher().confirm();
        memory.write(table, new Remembered(shape, told.get(table)));
        return shape.isPresent()
                && !isFirst
                && (ShapeChange.needsAnotherEngine(before, shape.get()) || leavesOut(table, shape.get()));
    }

    /** Whether the engine was begun to leave out a column of that name, because it was computed then. */
    private boolean leavesOut(TableId table, TableShape shape) {
        Collection<String> names = shape.names().values();
        return run.tables().stream()
                .filter(begun -> begun.id().equals(table))
                .flatMap(begun -> begun.columns().stream())
                .anyMatch(column -> column.generated() && names.contains(column.name()));
    }

    /** Tells that rows of the stream have columns that were never seen. */
    private void unknown(TableId table, Optional<Look> last, long previousCommit) {
        long at = last.map(Look::at).orElse(previousCommit);
        if (last.isPresent() && isGone(last.get().shape())) {
            // Nothing is there to be read again, and the latest note is the one that counts.
            note(
                    table,
                    TableNote.Kind.GONE,
                    previousCommit + 1,
                    at,
                    gone(table, last.get().shape()));
        } else {
            note(
                    table,
                    TableNote.Kind.STALE,
                    previousCommit + 1,
                    at,
                    "Its columns changed faster than capture could look");
        }
    }

    private static boolean isGone(Optional<TableShape> shape) {
        return shape.filter(TableShape::published).isEmpty();
    }

    private static String gone(TableId table, Optional<TableShape> shape) {
        return shape.isEmpty()
                ? "The source has no table %s any more: it was dropped or renamed".formatted(table)
                : "The table is not in the publication, or has a partition that is unlogged or foreign, so its changes are not in the stream";
    }

    /** Tells of the columns of a table that nobody wrote since they are so. */
    private void tellOfQuiet(TableId table, long acknowledged) throws InterruptedException {
        Optional<Look> last = looks.get(table).last();
        Optional<TableShape> shape = last.flatMap(Look::shape);
        if (shape.isPresent() && Long.compareUnsigned(acknowledged, last.get().at()) >= 0) {
            tell(table, schema(table, shape.get()), acknowledged);
        }
    }

    private RowSchema schema(TableId table, TableShape shape) {
        return new RowEncoder(
                        table,
                        shape.relation(),
                        shape.columns(),
                        shape.keyNames(),
                        run.pipeline().source().rules(table))
                .schema();
    }

    private void tell(TableId table, RowSchema schema, long from) throws InterruptedException {
        run.publisher().publish(schema.id(), schema.table());
        if (schema.id().equals(told.get(table))) {
            return;
        }
        run.publisher()
                .publish(new TableNote(
                        TableNote.Kind.SHAPED,
                        table,
                        null,
                        run.record().incarnation(),
                        from,
                        from,
                        0,
                        null,
                        null,
                        now(),
                        schema.id()));
        run.publisher().confirm();
        told.put(table, schema.id());
        memory.write(table, new Remembered(looks.get(table).last().flatMap(Look::shape), schema.id()));
    }

    private void note(TableId table, TableNote.Kind kind, long from, long upTo, String reason) {
        LOG.warn("{} has to be read again: {}", table, reason);
        long latest = Long.compareUnsigned(upTo, from) >= 0 ? upTo : from;
        run.publisher()
                .publish(new TableNote(
                        kind, table, null, run.record().incarnation(), from, latest, 0, null, reason, now()));
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    @Override
    public synchronized void close() {
        source.close();
    }

    /** The engine was begun with what no longer holds of a table; another one begins where this one ends. */
    static final class NeedsAnotherEngine extends PipelineException {
        private static final long serialVersionUID = 1L;

        NeedsAnotherEngine(TableId table) {
            this("%s is told apart otherwise or was made anew, which capture follows".formatted(table));
        }

        NeedsAnotherEngine(String reason) {
            super(FailureKind.SOURCE, reason);
        }
    }
}
