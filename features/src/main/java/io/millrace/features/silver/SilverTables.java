package io.millrace.features.silver;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.quarantine.QuarantineTable;
import io.millrace.lakehouse.schema.ColumnMarks;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The source's tables as one cut fixed them, whatever is written meanwhile. */
public final class SilverTables {
    private static final List<String> USUAL_KEYS = List.of("id");

    private final Lake lake;
    private final LakeSnapshot snapshot;
    private final Map<TableId, Dataset<Row>> opened = new HashMap<>();

    public SilverTables(Lake lake, LakeSnapshot snapshot) {
        this.lake = lake;
        this.snapshot = snapshot;
    }

    /**
     * The latest cut.
     *
     * @throws PipelineException of kind NOT_READY before there is one
     */
    public static SilverTables latest(Lake lake, String pipeline) {
        return new SilverTables(
                lake,
                lake.snapshot(pipeline)
                        .orElseThrow(() -> new PipelineException(
                                FailureKind.NOT_READY,
                                "The lake at %s has no complete cut of '%s' yet; wait until the lakehouse has landed the first snapshot"
                                        .formatted(lake.root(), pipeline))));
    }

    public Position position() {
        return snapshot.position();
    }

    public Instant sourceTime() {
        return snapshot.sourceTime();
    }

    /** The rows of a table. */
    public Dataset<Row> read(TableId table) {
        LakeSnapshot.TableVersion version = snapshot.tables().get(table);
        if (version == null) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "The lake's cut at %s has no table %s yet; see whether capture publishes it"
                            .formatted(snapshot.position(), table));
        }
        // Opening a version replays the table's log, and most tables are asked for more than once.
        return opened.computeIfAbsent(table, unopened -> lake.read(version));
    }

    /**
     * Refuses to take the tables that were read for all that the source told: the live state has changes that wait to be
     * read again, or were put aside, because the lake cannot take them as they are.
     *
     * @throws PipelineException of kind NOT_READY, with the names of tables which are stale or have changes in quarantine
     */
    public void requireComplete(QuarantineTable quarantine) {
        Map<TableId, Long> waiting = quarantine.waiting();
        List<String> doubts = opened.keySet().stream()
                .sorted()
                .flatMap(table -> Stream.concat(
                        Optional.ofNullable(snapshot.tables().get(table).stale())
                                .map(reason -> "%s is stale (%s)".formatted(table, reason))
                                .stream(),
                        Optional.ofNullable(waiting.get(table))
                                .map(records -> "%s has %,d changes in quarantine".formatted(table, records))
                                .stream()))
                .toList();
        if (!doubts.isEmpty()) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "Nothing can be held to the lake at %s: %s; wait until they are read again, and decide what waits, see './millrace quarantine'"
                            .formatted(snapshot.position(), String.join("; ", doubts)));
        }
    }

    /**
     * The column that a child's reference points at: the parent's key as its columns are marked, and where no mark says
     * it, the column of the same name, else the one called {@code id}.
     *
     * @param by the child's column
     */
    public static String keyOf(TableId parent, Dataset<Row> rows, String by) {
        List<String> key = ColumnMarks.read(parent, rows.schema()).key();
        if (key.size() == 1) {
            return key.get(0);
        }
        return Stream.concat(Stream.of(by), USUAL_KEYS.stream())
                .filter(Arrays.asList(rows.columns())::contains)
                .findFirst()
                .orElseThrow(() -> new PipelineException(
                        FailureKind.CONFIGURATION,
                        "'through' says %s by '%s', but %s has neither a column of that name nor one called 'id'"
                                .formatted(parent, by, parent)));
    }
}
