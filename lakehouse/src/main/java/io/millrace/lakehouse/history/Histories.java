package io.millrace.lakehouse.history;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.lakehouse.bronze.ChangeLog;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lease.WriterLease;
import io.millrace.lakehouse.loop.Attempts;
import io.millrace.lakehouse.schema.SchemaCatalog;
import io.millrace.lakehouse.schema.SchemaTopic;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The histories of a pipeline's tables. One that cannot go on keeps what it has, says why, and is tried again; neither
 * the others nor the lake itself wait for it.
 */
public final class Histories implements HistoryRounds {
    private static final Logger LOG = LoggerFactory.getLogger(Histories.class);
    private static final String MEMORY = "_reloads.json";
    private static final String SHARE = "history";

    private final Lake lake;
    private final ChangeLog log;
    private final WriterLease lease;
    private final SchemaTopic schemas;
    private final Supplier<Optional<LakeSnapshot>> latest;
    private final Collection<HistoryTable> tables;
    private final ComparedReloads reloads;
    /** The first cut whose table was what the source had, with which a history begins. */
    private final Map<TableId, LakeSnapshot> first = new TreeMap<>();
    /** Up to where a history is complete, which is later than its last commit where nothing happened since. */
    private final Map<TableId, Position> reached = new TreeMap<>();

    private final Attempts<TableId> attempts = new Attempts<>();
    private Timer rounds;

    /**
     * The histories of these tables.
     *
     * @param latest the cut through the lake that they follow
     * @param applied ids of the re-readings that are part of a table
     */
    public Histories(
            Lake lake,
            ChangeLog log,
            WriterLease lease,
            SchemaTopic schemas,
            Supplier<Optional<LakeSnapshot>> latest,
            Collection<HistoryTable> tables,
            Function<TableId, Set<String>> applied,
            LakeNames names) {
        this.lake = lake;
        this.log = log;
        this.lease = lease;
        this.schemas = schemas;
        this.latest = latest;
        this.tables = tables;
        this.reloads = new ComparedReloads(lake, lake.location(names.historySchema(), MEMORY), applied);
    }

    /** Counts the histories among these metrics. */
    public void watchedBy(MeterRegistry metrics) {
        rounds = Timer.builder("millrace.history.round")
                .description("Time of a round that brings the histories to a later position")
                .register(metrics);
        for (HistoryTable table : tables) {
            Gauge.builder("millrace.history.stopped", () -> attempts.isFailing(table.source()) ? 1 : 0)
                    .description("1 while the history of the table cannot go on")
                    .tag("table", table.source().toString())
                    .register(metrics);
        }
    }

    @Override
    public void begin() {
        lake.shareCores(SHARE);
    }

    /** Keeps in mind with which cut each history is to begin, and which re-readings are new. */
    @Override
    public void look() {
        latest.get()
                .ifPresent(cut -> tables.forEach(table -> {
                    reloads.look(table.source(), cut);
                    if (isSource(cut, table)) {
                        first.putIfAbsent(table.source(), cut);
                    }
                }));
    }

    /** Whether the table in the cut is what the source has at the cut's position. */
    private static boolean isSource(LakeSnapshot cut, HistoryTable table) {
        LakeSnapshot.TableVersion version = cut.tables().get(table.source());
        return version != null && version.stale() == null;
    }

    @Override
    public void round() {
        look();
        Optional<LakeSnapshot> cut = latest.get();
        if (cut.isPresent()) {
            rounds.record(() -> {
                SchemaCatalog catalog = schemas.read();
                tables.forEach(table -> attempt(table, cut.get(), catalog));
            });
        }
    }

    private void attempt(HistoryTable table, LakeSnapshot cut, SchemaCatalog catalog) {
        if (!cut.tables().containsKey(table.source())) {
            return;
        }
        attempts.attempt(
                table.source(),
                () -> advance(table, cut, catalog),
                failure -> LOG.warn(
                        "the history of {} does not go on; trying again at each round", table.source(), failure));
    }

    private void advance(HistoryTable table, LakeSnapshot cut, SchemaCatalog catalog) {
        var history = new TableHistory(lake, log, lease, table);
        Optional<Position> held = table.position();
        if (held.isEmpty()) {
            LakeSnapshot begin = first.get(table.source());
            if (begin == null) {
                return;
            }
            history.begin(begin);
            reloads.began(table.source(), begin);
            reached.put(table.source(), begin.position());
            LOG.info("the history of {} begins at {}", table.source(), begin.position());
        }
        Position from = reached.getOrDefault(table.source(), held.orElse(Position.START));
        Set<String> due = isSource(cut, table) ? reloads.due(table.source(), cut) : Set.of();
        if (!from.reaches(cut.position()) || !due.isEmpty()) {
            history.advance(from, cut, catalog, !due.isEmpty());
            reached.put(table.source(), cut.position());
            reloads.compared(table.source(), due);
        }
    }
}
