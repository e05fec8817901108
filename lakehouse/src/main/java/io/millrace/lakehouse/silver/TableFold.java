package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.process.CrashPoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.bronze.ChangeLog;
import io.millrace.lakehouse.bronze.ChangeLogTable;
import io.millrace.lakehouse.bronze.Positions;
import io.millrace.lakehouse.bronze.Reload;
import io.millrace.lakehouse.lake.PlanCompilation;
import io.millrace.lakehouse.lease.WriterLease;
import io.millrace.lakehouse.quarantine.QuarantineTable;
import io.millrace.lakehouse.schema.SchemaCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Brings one silver table from one position to a later one. */
final class TableFold {
    /** So many changes are sorted by one task sooner than they are exchanged between several. */
    private static final long ONE_TASK = 50_000;

    private final ChangeLog log;
    private final WriterLease lease;
    private final SilverTable table;
    private final LakeMemory memory;

    TableFold(ChangeLog log, WriterLease lease, SilverTable table, LakeMemory memory) {
        this.log = log;
        this.memory = memory;
        this.lease = lease;
        this.table = table;
    }

    /**
     * Writes what happened in the range, together with the rows of reloads.
     *
     * @param asked reloads to be applied, either one of the whole table, or any number for keys of it
     * @param round what is read from the change log for all tables of the round
     * @return what the changes came to; nothing if there are none
     * @throws PipelineException of kind NOT_READY if the table cannot take the source's columns
     */
    Optional<FoldSummary> fold(Positions range, List<Reload> asked, RoundReads round, SchemaCatalog catalog) {
        // Encoders ask the thread's session how times look in Java.
        SparkSession.setActiveSession(table.session());
        long expected = log.ledger().changes(table.source(), range);
        // A merge reads the files of the table that its keys may be in.
        long reread = asked.stream().mapToLong(Reload::records).sum();
        PlanCompilation.chooseFor(expected + reread + table.knownRows(), table.session());
        TableSchema told = source(range.upTo(), catalog);
        Optional<List<Row>> first = round.reloads().of(table.source());
        ReloadSurvey survey = first.map(ReloadSurvey::of).orElseGet(() -> survey(asked, round.version()));
        Map<String, TableSchema> read = schemasOf(asked, survey, catalog);
        List<Reload> reloads = usable(asked, read, told);
        // The rows of a table that was made anew may be here before the word that it was.
        TableSchema source = reloads.stream()
                .map(reload -> read.getOrDefault(reload.id(), told))
                .filter(schema -> !isOfSameTable(schema, told))
                .findFirst()
                .orElse(told);
        if (reloads.stream().noneMatch(Reload::isWhole) && isGone(source)) {
            return Optional.empty();
        }
        boolean isQuiet = expected == 0 && reloads.isEmpty();
        if (isQuiet && (source.columns().isEmpty() || table.follows(source.id()))) {
            return Optional.empty();
        }
        boolean whole = reloads.stream().anyMatch(Reload::isWhole);
        var columns = TargetColumns.of(source, whole ? Optional.empty() : table.columns());
        if (columns.refusal().isPresent() && table.version().isPresent() && table.rows() == 0) {
            // An empty table takes any columns, for it has no row that would need a value.
            columns = TargetColumns.of(source, Optional.empty());
            whole = true;
        }
        columns.refusal().ifPresent(reason -> {
            throw new PipelineException(FailureKind.NOT_READY, reason);
        });
        if (isQuiet) {
            reshape(columns);
            table.follow(source.id());
            return Optional.empty();
        }
        if (first.isPresent()) {
            ReloadedChanges.checkComplete(reloads, survey);
            Set<String> ids = reloads.stream().map(Reload::id).collect(Collectors.toSet());
            List<Row> rows = first.get().stream()
                    .filter(row -> ids.contains(row.<String>getAs(ChangeLogTable.RELOAD)))
                    .toList();
            var saw = ReloadedChanges.readsSaw(reloads, survey, Map.of(), range);
            return Optional.of(here(
                    rows,
                    new History(Optional.empty(), !whole, saw),
                    columns,
                    source,
                    range,
                    Extent.of(whole, false, true),
                    catalog));
        }
        boolean isTruncated = log.ledger().mayBeTruncated(table.source(), range);
        Optional<List<Row>> few =
                asked.isEmpty() && !isTruncated ? round.changes().of(table.source()) : Optional.empty();
        if (few.isPresent()) {
            return Optional.of(here(
                    few.get(),
                    new History(Optional.empty(), !whole, Map.of()),
                    columns,
                    source,
                    range,
                    Extent.of(whole, false, false),
                    catalog));
        }
        long logVersion = round.version();
        ReloadedChanges reloaded = ReloadedChanges.of(log, table, logVersion, range, reloads, survey);
        Optional<Truncation> truncation = isTruncated || !reloads.isEmpty() && survey.truncated()
                ? Truncation.latest(reloaded.stream())
                : Optional.empty();
        boolean emptied = reloads.isEmpty()
                ? truncation.isPresent()
                : isTruncated
                        && Truncation.latest(log.table().changes(table.session(), logVersion, table.source(), range))
                                .isPresent();
        var history = new History(truncation, !emptied && !whole, reloaded.readsSaw());
        Dataset<Row> lazily = folded(
                reloaded.all(),
                expected + reloaded.records(),
                new FoldPartition(columns, catalog.of(table.source()), history),
                columns);
        boolean isSmall = expected + reloaded.records() <= FoldedChanges.FEW
                && isKnownToBeSmall(range, !reloads.isEmpty(), survey);
        try (FoldedChanges changes =
                isSmall ? FoldedChanges.here(lazily, table.session()) : FoldedChanges.kept(lazily)) {
            return Optional.of(
                    write(changes, columns, source, range.upTo(), Extent.of(whole, emptied, !reloads.isEmpty())));
        }
    }

    private ReloadSurvey survey(List<Reload> asked, long logVersion) {
        return asked.isEmpty()
                ? ReloadSurvey.NONE
                : ReloadSurvey.of(log.table().rows(table.session(), logVersion, table.source()), asked);
    }

    /** Folds rows of the log that are here, by key, and writes what they come to. */
    private FoldSummary here(
            List<Row> rows,
            History history,
            TargetColumns columns,
            TableSchema source,
            Positions range,
            Extent extent,
            SchemaCatalog catalog) {
        var fold = new FoldPartition(columns, catalog.of(table.source()), history);
        try (FoldedChanges changes =
                FoldedChanges.of(rows, fold, FoldedRows.columns(columns.schema()), table.session())) {
            return write(changes, columns, source, range.upTo(), extent);
        }
    }

    private FoldSummary write(
            FoldedChanges changes, TargetColumns columns, TableSchema source, Position position, Extent extent) {
        Dataset<Row> folded = changes.rows();
        FoldSummary summary = changes.summary(columns.schema().key());
        putAside(folded, columns, summary, position);
        CrashPoint.LAKEHOUSE_BEFORE_MERGE.pass();
        write(folded, columns, summary, position, extent);
        CrashPoint.LAKEHOUSE_AFTER_MERGE.pass();
        table.follow(source.id());
        return summary;
    }

    private boolean isKnownToBeSmall(Positions range, boolean isReread, ReloadSurvey survey) {
        if (isReread && (survey.streamed() || !log.reloads().haveAtMost(FoldedChanges.SMALL, table.source()))) {
            // With a reload, changes from before the range count too.
            return false;
        }
        return log.ledger().haveAtMost(FoldedChanges.SMALL, table.source(), range);
    }

    /** The source's columns at a position. */
    private TableSchema source(Position at, SchemaCatalog catalog) {
        return log.reloads()
                .columns(table.source(), at, catalog)
                .orElseGet(() -> new TableSchema(table.source(), List.of(), List.of()));
    }

    /** Those that read the table which the source has; one that read a table of the same name before is of no use. */
    private List<Reload> usable(List<Reload> reloads, Map<String, TableSchema> read, TableSchema source) {
        return reloads.stream()
                .filter(reload -> !read.containsKey(reload.id())
                        || isOfSameTable(read.get(reload.id()), source)
                        || isNewest(reload))
                .toList();
    }

    /**
     * Whether the source has no such table any more, and the stream described its last changes when it had none: without
     * a key they cannot be folded. The lake keeps the rows that it has, until the table is there again and is read whole.
     */
    private boolean isGone(TableSchema source) {
        TableMemory.Unknown unknown = memory.of(table.source()).unknown();
        return source.key().isEmpty() && unknown != null && unknown.gone();
    }

    private static boolean isOfSameTable(TableSchema left, TableSchema right) {
        return left.relation() == 0 || right.relation() == 0 || left.relation() == right.relation();
    }

    /** Whether it began after the last thing that is known to have happened to the table without its log saying so. */
    private boolean isNewest(Reload reload) {
        TableMemory known = memory.of(table.source());
        return reload.isWhole()
                && known.unknown() != null
                && reload.from().reaches(known.unknown().since());
    }

    /** For each of these with rows, a schema that its rows have. */
    private static Map<String, TableSchema> schemasOf(
            List<Reload> reloads, ReloadSurvey survey, SchemaCatalog catalog) {
        Map<String, TableSchema> schemas = new HashMap<>();
        for (Reload reload : reloads) {
            survey.schemaOf(reload.id()).flatMap(catalog::find).ifPresent(schema -> schemas.put(reload.id(), schema));
        }
        return schemas;
    }

    private void reshape(TargetColumns columns) {
        if (table.version().isEmpty() || columns.isHeld()) {
            return;
        }
        lease.check();
        table.lock().lock();
        try {
            bringColumns(columns);
        } finally {
            table.lock().unlock();
        }
    }

    private void bringColumns(TargetColumns columns) {
        if (columns.reshaped()) {
            table.reshape(columns);
        } else if (!columns.added().isEmpty()) {
            table.add(columns);
        }
    }

    /** How much of what the table holds the folded rows replace. */
    private enum Extent {
        /** Their own keys. */
        KEYS,
        /** Their own keys, and all rows of each. */
        REREAD,
        /** All rows. */
        ROWS,
        /** All rows and the columns. */
        WHOLE;

        static Extent of(boolean whole, boolean emptied, boolean reread) {
            if (whole) {
                return WHOLE;
            }
            if (emptied) {
                return ROWS;
            }
            return reread ? REREAD : KEYS;
        }
    }

    private static Dataset<Row> folded(Dataset<Row> changes, long expected, FoldPartition fold, TargetColumns columns) {
        Dataset<Row> rows = changes.where(functions.col(ChangeLogTable.OP).notEqual(Operation.TRUNCATE.code()));
        Dataset<Row> byKey =
                expected <= ONE_TASK ? rows.coalesce(1) : rows.repartition(functions.col(ChangeLogTable.KEY));
        return byKey.sortWithinPartitions(ChangeLogTable.KEY)
                .mapPartitions(fold, Encoders.row(FoldedRows.columns(columns.schema())));
    }

    /** Before the table's commit: the same changes are met again, and put aside once, if the process dies between. */
    private void putAside(Dataset<Row> folded, TargetColumns columns, FoldSummary summary, Position position) {
        if (summary.rejected() > 0) {
            log.quarantine().add(FoldedRows.rejected(folded));
        }
        if (summary.doubtful() == 0) {
            return;
        }
        Dataset<Row> doubtful = FoldedRows.unknown(folded);
        if (summary.partial() > 0) {
            Dataset<Row> orphans = table.orphans(folded, columns, summary);
            // As a rule each has its row. A commit for none would cost as much as one for some, and all tables wait for
            // it.
            if (!orphans.isEmpty()) {
                log.quarantine().add(orphans.select(FoldedRows.REJECTED + ".*"));
                doubtful = doubtful.unionByName(orphans);
            }
            doubtful = doubtful.unionByName(table.doubtful(folded, columns, summary));
        }
        List<String> keys = doubtful.select(functions
                        .col(FoldedRows.REJECTED)
                        .getField(QuarantineTable.KEY)
                        .cast(DataTypes.StringType))
                .distinct()
                .limit(TableMemory.MOST_KEYS + 1)
                .as(Encoders.STRING())
                .collectAsList();
        if (!keys.isEmpty()) {
            memory.change(table.source(), known -> known.withKeys(keys, position));
        }
    }

    private void write(
            Dataset<Row> folded, TargetColumns columns, FoldSummary summary, Position position, Extent extent) {
        lease.check();
        table.lock().lock();
        try {
            if (extent == Extent.WHOLE || table.version().isEmpty()) {
                table.rewrite(folded, columns, summary, position);
                return;
            }
            bringColumns(columns);
            if (extent == Extent.ROWS) {
                table.replace(folded, columns, summary, position);
            } else if (table.rows() == 0 && summary.upserts() > 0) {
                table.fill(folded, columns, summary, position);
            } else if (extent == Extent.REREAD && !summary.changesNothing()) {
                table.mergeReread(folded, columns, summary, position);
            } else if (!summary.changesNothing()) {
                table.merge(folded, columns, summary, position);
            }
        } finally {
            table.lock().unlock();
        }
    }
}
