package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.lakehouse.bronze.ChangeLog;
import io.millrace.lakehouse.bronze.Positions;
import io.millrace.lakehouse.bronze.Reload;
import io.millrace.lakehouse.lake.PlanCompilation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The first rows of the small tables of one round, read from the log for many tables at once: a pipeline of a hundred tables
 * begins with a hundred reloads, and to find the files of one in the log costs more than to read what most tables have.
 */
final class RoundReloads {
    private static final int MOST_TABLES = 64;

    private final ChangeLog log;
    private final SparkSession session;
    private final long version;
    private final Map<TableId, Group> groups = new HashMap<>();

    private RoundReloads(ChangeLog log, SparkSession session, long version) {
        this.log = log;
        this.session = session;
        this.version = version;
    }

    /**
     * Chooses the tables of which the stream says nothing, and whose rows are few and small.
     *
     * @param asked reloads of tables that are not in the lake
     * @param upTo what the stream says of a table up to here is part of its fold
     * @param version a version of the log that holds the reloads
     */
    static RoundReloads of(
            ChangeLog log, SparkSession session, long version, Map<TableId, List<Reload>> asked, Position upTo) {
        var round = new RoundReloads(log, session, version);
        var range = new Positions(Position.START, upTo);
        Group group = round.new Group();
        for (Map.Entry<TableId, List<Reload>> entry : asked.entrySet()) {
            TableId table = entry.getKey();
            long records = entry.getValue().stream().mapToLong(Reload::records).sum();
            OptionalLong size = log.reloads().size(table);
            if (records > FoldedChanges.FEW
                    || size.isEmpty()
                    || size.getAsLong() > FoldedChanges.SMALL
                    || log.ledger().changes(table, range) > 0) {
                continue;
            }
            if (!group.hasRoomFor(size.getAsLong())) {
                group = round.new Group();
            }
            group.add(entry.getValue(), records, size.getAsLong());
            round.groups.put(table, group);
        }
        return round;
    }

    /**
     * The rows of the reloads of a table, in the columns of the log and by key; nothing for one that was not chosen. They are
     * given once: what holds them is whoever folds them.
     */
    Optional<List<Row>> of(TableId table) {
        return Optional.ofNullable(groups.remove(table)).map(group -> group.take(table));
    }

    /** Tables whose rows are read together. */
    private final class Group {
        private final Set<TableId> tables = new HashSet<>();
        private final Set<String> reloads = new HashSet<>();
        private long records;
        private long size;
        private Map<TableId, List<Row>> rows;

        private boolean hasRoomFor(long more) {
            return tables.size() < MOST_TABLES && size + more <= FoldedChanges.SMALL;
        }

        private void add(List<Reload> asked, long itsRecords, long itsSize) {
            asked.forEach(reload -> {
                tables.add(reload.table());
                reloads.add(reload.id());
            });
            records += itsRecords;
            size += itsSize;
        }

        /** A query that fails is the failure of the table that it was made for; the next one makes another. */
        private synchronized List<Row> take(TableId table) {
            if (rows == null) {
                PlanCompilation.chooseFor(records, session);
                rows = RoundChanges.byTable(log.table().reloaded(session, version, tables, reloads));
            }
            return Optional.ofNullable(rows.remove(table)).orElse(List.of());
        }
    }
}
