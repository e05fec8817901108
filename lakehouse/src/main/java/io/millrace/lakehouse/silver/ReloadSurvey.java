package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.lakehouse.bronze.ChangeLogTable;
import io.millrace.lakehouse.bronze.Reload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What the change log holds of reloads of a table, and of the stream beside them. One query finds all of it, because a
 * query of the log costs more than the rows that most tables have.
 *
 * @param reads the reloads' rows, by the position that they were read at
 * @param streamed whether the stream says anything of the table in the log
 * @param changed whether it says more than the rows of a snapshot
 * @param truncated whether a truncate is part of that
 */
record ReloadSurvey(List<Read> reads, boolean streamed, boolean changed, boolean truncated) {
    /** Of no reload. */
    static final ReloadSurvey NONE = new ReloadSurvey(List.of(), false, false, false);

    private static final String READ_AT = "read at";

    /**
     * Rows of one reload that were read at one position.
     *
     * @param schema id of the schema that the rows have
     */
    record Read(String reload, Position at, long records, String schema) {
        private Read with(Read other) {
            return new Read(reload, at, records + other.records, schema == null ? other.schema : schema);
        }
    }

    /**
     * Looks at the rows of the reloads and of the stream.
     *
     * @param rows those of the table, as of the version of the log that the reloads are read from
     */
    static ReloadSurvey of(Dataset<Row> rows, List<Reload> reloads) {
        Column reload = functions.col(ChangeLogTable.RELOAD);
        Column op = functions.col(ChangeLogTable.OP);
        List<Read> reads = new ArrayList<>();
        boolean streamed = false;
        boolean changed = false;
        boolean truncated = false;
        for (Row group : rows.where(reload.isNull()
                        .or(reload.isin(reloads.stream().map(Reload::id).toArray())))
                .groupBy(
                        reload,
                        functions.col(ChangeLogTable.INCARNATION),
                        functions
                                .when(reload.isNotNull(), functions.col(ChangeLogTable.LSN))
                                .as(READ_AT))
                .agg(
                        functions.count(functions.lit(1)),
                        functions.max_by(functions.col(ChangeLogTable.SCHEMA), functions.col(ChangeLogTable.LSN)),
                        functions.max(op.notEqual(Operation.READ.code())),
                        functions.max(op.equalTo(Operation.TRUNCATE.code())))
                .collectAsList()) {
            if (group.isNullAt(0)) {
                streamed = true;
                changed |= group.getBoolean(5);
                truncated |= group.getBoolean(6);
            } else {
                reads.add(new Read(
                        group.getString(0),
                        new Position(group.getInt(1), group.getLong(2)),
                        group.getLong(3),
                        group.getString(4)));
            }
        }
        return new ReloadSurvey(reads, streamed, changed, truncated);
    }

    /** Looks at rows of reloads that are here, of a table of which the stream says nothing. */
    static ReloadSurvey of(List<Row> rows) {
        Map<String, Map<Position, Read>> reads = new TreeMap<>();
        for (Row row : rows) {
            String reload = row.getAs(ChangeLogTable.RELOAD);
            var at = new Position(row.getAs(ChangeLogTable.INCARNATION), row.getAs(ChangeLogTable.LSN));
            var read = new Read(reload, at, 1, row.getAs(ChangeLogTable.SCHEMA));
            reads.computeIfAbsent(reload, any -> new TreeMap<>()).merge(at, read, Read::with);
        }
        return new ReloadSurvey(
                reads.values().stream().flatMap(at -> at.values().stream()).toList(), false, false, false);
    }

    /** Id of the schema that the rows of a reload which were read last have; nothing if it has no rows. */
    Optional<String> schemaOf(String reload) {
        return reads.stream()
                .filter(read -> read.reload().equals(reload))
                .max(Comparator.comparing(Read::at))
                .map(Read::schema);
    }

    /** Where rows of these reloads were read. */
    Set<Position> readAt(Collection<Reload> reloads) {
        Set<Position> positions = new HashSet<>();
        of(reloads).forEach(read -> positions.add(read.at()));
        return positions;
    }

    /** How many rows these reloads have. */
    long records(Collection<Reload> reloads) {
        return of(reloads).stream().mapToLong(Read::records).sum();
    }

    private List<Read> of(Collection<Reload> reloads) {
        List<String> ids = reloads.stream().map(Reload::id).toList();
        return reads.stream().filter(read -> ids.contains(read.reload())).toList();
    }
}
