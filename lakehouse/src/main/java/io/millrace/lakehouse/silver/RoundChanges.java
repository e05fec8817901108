package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.TableId;
import io.millrace.lakehouse.bronze.ChangeLog;
import io.millrace.lakehouse.bronze.ChangeLogTable;
import io.millrace.lakehouse.bronze.Positions;
import io.millrace.lakehouse.bronze.ProgressLedger;
import io.millrace.lakehouse.lake.PlanCompilation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The few changes that most tables have in one round, read from the log at once, when one of them is folded first. The log
 * has a new version each second, and to find the files of one costs a query of its own more than it reads.
 */
final class RoundChanges {
    /** At most so many changes of a table are read here. */
    static final long FEW = 20_000;

    /** At most so many characters of a table's changes are read here. */
    static final long SMALL = FoldedChanges.SMALL;

    private static final int MOST_TABLES = 16;

    private final ChangeLog log;
    private final SparkSession session;
    private final long version;
    private final Positions range;
    private final Set<TableId> tables;
    private final long expected;
    private Map<TableId, List<Row>> rows;

    private RoundChanges(
            ChangeLog log, SparkSession session, long version, Positions range, Set<TableId> tables, long expected) {
        this.log = log;
        this.session = session;
        this.version = version;
        this.range = range;
        this.tables = tables;
        this.expected = expected;
    }

    /**
     * Chooses the tables.
     *
     * @param ranges of the tables that only follow the stream
     * @param version a version of the log that is complete up to the ends of the ranges
     */
    static RoundChanges of(ChangeLog log, SparkSession session, long version, Map<TableId, Positions> ranges) {
        ProgressLedger ledger = log.ledger();
        Map<Positions, Set<TableId>> small = new HashMap<>();
        ranges.forEach((table, range) -> {
            long changes = ledger.changes(table, range);
            if (changes > 0
                    && changes <= FEW
                    && ledger.haveAtMost(SMALL, table, range)
                    && !ledger.mayBeTruncated(table, range)) {
                small.computeIfAbsent(range, any -> new TreeSet<>()).add(table);
            }
        });
        // Those that were held up have ranges of their own.
        Optional<Map.Entry<Positions, Set<TableId>>> most = small.entrySet().stream()
                .max(Comparator.comparingInt(tables -> tables.getValue().size()));
        Positions range = most.map(Map.Entry::getKey).orElse(null);
        Set<TableId> chosen = most.map(Map.Entry::getValue).orElse(Set.of()).stream()
                .limit(MOST_TABLES)
                .collect(Collectors.toCollection(TreeSet::new));
        long expected =
                chosen.stream().mapToLong(table -> ledger.changes(table, range)).sum();
        return new RoundChanges(log, session, version, range, chosen, expected);
    }

    /** The changes of a table, in the columns of the log and by key; nothing for one that has too many. */
    Optional<List<Row>> of(TableId table) {
        return tables.contains(table) ? Optional.of(read().getOrDefault(table, List.of())) : Optional.empty();
    }

    /** Rows of the log, those of each table by key. */
    static Map<TableId, List<Row>> byTable(Dataset<Row> rows) {
        Map<TableId, List<Row>> tables = new HashMap<>();
        for (Row row : rows.collectAsList()) {
            tables.computeIfAbsent(TableId.parse(row.getAs(ChangeLogTable.SOURCE_TABLE)), any -> new ArrayList<>())
                    .add(row);
        }
        tables.values()
                .forEach(ofTable -> ofTable.sort(Comparator.comparing(row -> row.<String>getAs(ChangeLogTable.KEY))));
        return tables;
    }

    /** A query that fails is the failure of the table that it was made for; the next one makes another. */
    private synchronized Map<TableId, List<Row>> read() {
        if (rows == null) {
            PlanCompilation.chooseFor(expected, session);
            rows = byTable(log.table().changes(session, version, tables, range));
        }
        return rows;
    }
}
