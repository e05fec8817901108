package io.millrace.lakehouse.audit;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.lake.Lake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares every silver table with its source table once the lake has reached the end of the source's log.
 *
 * <p>It reads the source as it is, so rows that are written meanwhile show as differences: a table that differs is
 * compared again with a later cut, and counts as different only when it differs each time. Meant for a quiet source.
 */
public final class LakeAudit {
    private static final int ATTEMPTS = 3;
    private static final Duration REACHED_WITHIN = Duration.ofMinutes(3);
    private static final long POLL_MILLIS = 500;
    private static final int EXAMPLES = 5;

    private final Lake lake;
    private final Pipeline pipeline;
    private final SourceTables source;

    public LakeAudit(Lake lake, Pipeline pipeline) {
        this.lake = lake;
        this.pipeline = pipeline;
        this.source = new SourceTables(lake.spark(), pipeline.source());
    }

    /**
     * What an audit found.
     *
     * @param position of the cut of the last comparison
     */
    public record Report(Position position, List<TableComparison> tables) {
        public Report {
            tables = List.copyOf(tables);
        }

        /** Whether all tables are equal to their source. */
        public boolean equal() {
            return tables.stream().allMatch(TableComparison::equal);
        }
    }

    /** Compares these tables, or all where none is named. */
    public Report compare(List<TableId> wanted) throws InterruptedException {
        List<TableId> open =
                new ArrayList<>(wanted.isEmpty() ? pipeline.source().tables() : wanted);
        List<TableComparison> done = new ArrayList<>();
        LakeSnapshot cut = null;
        for (int attempt = 1; attempt <= ATTEMPTS && !open.isEmpty(); attempt++) {
            cut = reached(source.position());
            boolean last = attempt == ATTEMPTS;
            for (TableId table : List.copyOf(open)) {
                TableComparison comparison = compare(table, cut.tables());
                if (comparison.equal() || last) {
                    done.add(comparison);
                    open.remove(table);
                }
            }
        }
        return new Report(cut == null ? Position.START : cut.position(), done);
    }

    private LakeSnapshot reached(long lsn) throws InterruptedException {
        long deadline = System.nanoTime() + REACHED_WITHIN.toNanos();
        while (true) {
            Optional<LakeSnapshot> cut = lake.snapshot(pipeline.name());
            if (cut.isPresent() && Long.compareUnsigned(cut.get().position().lsn(), lsn) >= 0) {
                return cut.get();
            }
            if (System.nanoTime() > deadline) {
                throw new PipelineException(
                        FailureKind.NOT_READY,
                        "The lake is at %s and did not reach the source's %s within %d minutes; see 'millrace status'"
                                .formatted(
                                        cut.map(LakeSnapshot::position).orElse(Position.START),
                                        Position.lsnText(lsn),
                                        REACHED_WITHIN.toMinutes()));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private TableComparison compare(TableId table, Map<TableId, LakeSnapshot.TableVersion> cut) {
        LakeSnapshot.TableVersion version = Optional.ofNullable(cut.get(table))
                .orElseThrow(() -> new PipelineException(
                        FailureKind.CONFIGURATION,
                        "%s is not in the lake; there are %s".formatted(table, cut.keySet())));
        Dataset<Row> silver = lake.read(version);
        Dataset<Row> rows = source.read(table, silver.schema()).cache();
        try {
            List<Row> missing = rows.exceptAll(silver).collectAsList();
            List<Row> surplus = silver.exceptAll(rows).collectAsList();
            List<String> examples = new ArrayList<>();
            missing.stream().limit(EXAMPLES).forEach(row -> examples.add("- " + row.mkString(" | ")));
            surplus.stream().limit(EXAMPLES).forEach(row -> examples.add("+ " + row.mkString(" | ")));
            return new TableComparison(table, rows.count(), missing.size(), surplus.size(), examples);
        } finally {
            rows.unpersist();
        }
    }
}
