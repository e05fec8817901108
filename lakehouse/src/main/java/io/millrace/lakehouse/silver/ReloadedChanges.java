package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.bronze.ChangeLog;
import io.millrace.lakehouse.bronze.ChangeLogTable;
import io.millrace.lakehouse.bronze.Positions;
import io.millrace.lakehouse.bronze.Reload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The rows of the change log that a fold needs when it applies reloads.
 *
 * <p>A row that was read at a position shows every transaction that had committed there. Which those are, the position
 * alone does not say, because a change names only the commit before its own transaction: one whose previous commit is
 * before the position may have committed on either side of it. So a transaction that is not known to have committed there
 * counts on top of the rows; where they show it already that changes nothing, since the last change of a key decides.
 *
 * @param stream what the stream says, from before the first row was read
 * @param all the stream and the rows of the reloads
 * @param records how many of these rows there are
 * @param readsSaw for each position at which rows were read, the last commit that is known to be before it
 */
record ReloadedChanges(Dataset<Row> stream, Dataset<Row> all, long records, Map<Position, Position> readsSaw) {

    static ReloadedChanges of(
            ChangeLog log,
            SilverTable table,
            long logVersion,
            Positions range,
            List<Reload> reloads,
            ReloadSurvey survey) {
        Dataset<Row> current = log.table().changes(table.session(), logVersion, table.source(), range);
        if (reloads.isEmpty()) {
            return new ReloadedChanges(current, current, 0, Map.of());
        }
        checkComplete(reloads, survey);
        long records = survey.records(reloads);
        Dataset<Row> rows = log.table()
                .reloaded(
                        table.session(),
                        logVersion,
                        table.source(),
                        reloads.stream().map(Reload::id).toList());
        Map<Position, Position> commits = survey.changed()
                ? log.table().lastCommits(table.session(), logVersion, table.source(), survey.readAt(reloads))
                : Map.of();
        Map<Position, Position> saw = readsSaw(reloads, survey, commits, range);
        Position since = since(reloads);
        if (!survey.streamed()) {
            return new ReloadedChanges(current, rows, records, saw);
        }
        boolean whole = reloads.stream().anyMatch(Reload::isWhole);
        Dataset<Row> stream = current;
        if (whole) {
            stream = log.table()
                    .changes(table.session(), logVersion, table.source(), new Positions(since, range.upTo()));
        } else if (range.after().compareTo(since) > 0) {
            Dataset<Row> older = log.table()
                    .changes(table.session(), logVersion, table.source(), new Positions(since, range.after()));
            stream = current.unionByName(ofKeys(older, rows));
        }
        return new ReloadedChanges(stream, stream.unionByName(rows), records, saw);
    }

    /**
     * For each position at which rows of these reloads were read, the last commit that is known to be before it.
     *
     * @param commits the last ones of which the stream tells; nothing for a position that it tells of none
     */
    static Map<Position, Position> readsSaw(
            List<Reload> reloads, ReloadSurvey survey, Map<Position, Position> commits, Positions range) {
        Position since = since(reloads);
        Map<Position, Position> saw = new HashMap<>();
        survey.readAt(reloads).forEach(read -> saw.put(read, lastKnown(read, commits.get(read), since, range.after())));
        return saw;
    }

    private static Position since(List<Reload> reloads) {
        return reloads.stream().map(Reload::from).min(Position::compareTo).orElseThrow();
    }

    /**
     * Requires that the log holds all rows of these reloads.
     *
     * @throws PipelineException of kind INTERNAL if it does not
     */
    static void checkComplete(List<Reload> reloads, ReloadSurvey survey) {
        long records = survey.records(reloads);
        long expected = reloads.stream().mapToLong(Reload::records).sum();
        if (records < expected) {
            throw new PipelineException(
                    FailureKind.INTERNAL,
                    "The change log holds %d records of the reloads %s, but capture published at least %d; reload again"
                            .formatted(records, reloads.stream().map(Reload::id).toList(), expected));
        }
    }

    /** The latest position of these at or before a read; all that is part of it has surely committed before the read. */
    static Position lastKnown(Position read, Position commit, Position since, Position folded) {
        Position last = commit == null || since.reaches(commit) ? since : commit;
        boolean foldedIsLater =
                folded.incarnation() == read.incarnation() && read.reaches(folded) && folded.compareTo(last) > 0;
        return foldedIsLater ? folded : last;
    }

    /** The changes of keys that the reloads speak of, and truncates. */
    private static Dataset<Row> ofKeys(Dataset<Row> changes, Dataset<Row> rows) {
        Dataset<Row> keys = rows.select(functions.col(ChangeLogTable.KEY).as("reloaded_key"))
                .distinct();
        Dataset<Row> truncates = changes.where(functions.col(ChangeLogTable.KEY).isNull());
        return changes.join(keys, functions.col(ChangeLogTable.KEY).equalTo(functions.col("reloaded_key")), "left_semi")
                .unionByName(truncates);
    }
}
