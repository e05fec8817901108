package io.millrace.lakehouse.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.lake.LiveTables;
import io.millrace.contracts.process.Json;
import io.millrace.lakehouse.bronze.CapturedTables;
import io.millrace.lakehouse.bronze.ReloadLedger;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lease.WriterLease;
import io.millrace.lakehouse.schema.ColumnMarks;
import io.millrace.lakehouse.schema.SchemaCatalog;
import io.millrace.lakehouse.schema.SchemaTopic;
import io.millrace.lakehouse.silver.SilverFold;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps the file that describes the tables of the cut as they are. */
public final class LiveTablesFile {
    private final Lake lake;
    private final LakeNames names;
    private final CapturedTables captured;
    private final WriterLease lease;
    private final SchemaTopic schemas;
    private final ReloadLedger reloads;
    private final SilverFold silver;
    private final Map<TableId, Description> descriptions = new TreeMap<>();
    private LiveTables written = new LiveTables(Position.START, Map.of());

    /** What a table was described as, and what that was made of. */
    private record Description(long version, TableSchema source, LiveTables.Table table) {}

    public LiveTablesFile(
            Lake lake,
            LakeNames names,
            CapturedTables captured,
            WriterLease lease,
            SchemaTopic schemas,
            ReloadLedger reloads,
            SilverFold silver) {
        this.lake = lake;
        this.names = names;
        this.captured = captured;
        this.lease = lease;
        this.schemas = schemas;
        this.reloads = reloads;
        this.silver = silver;
    }

    /** Describes the latest cut. */
    public void write() {
        Optional<LakeSnapshot> cut = silver.latest();
        if (cut.isEmpty()) {
            return;
        }
        SchemaCatalog catalog = schemas.read();
        Map<TableId, LiveTables.Table> tables = new TreeMap<>();
        for (TableId table : cut.get().tables().keySet()) {
            reloads.columns(table, cut.get().position(), catalog)
                    .filter(source -> captured.partitions().containsKey(table))
                    .ifPresent(source -> tables.put(table, described(source)));
        }
        var now = new LiveTables(reachedByAll(cut.get()), tables);
        if (!now.equals(written)) {
            lease.check();
            lake.writeText(lake.location(names.logSchema(), LiveTables.FILE), json(now));
            written = now;
        }
    }

    private Position reachedByAll(LakeSnapshot cut) {
        return cut.tables().keySet().stream()
                .flatMap(table -> silver.behind(table).stream())
                .reduce(cut.position(), Position::min);
    }

    /** A look at the columns costs a plan of Spark, so tables that have not changed are not looked at again. */
    private LiveTables.Table described(TableSchema source) {
        long version = silver.version(source.table()).orElseThrow();
        Description known = descriptions.get(source.table());
        if (known == null || known.version() != version || !known.source().equals(source)) {
            known = new Description(version, source, describe(source));
            descriptions.put(source.table(), known);
        }
        return known.table();
    }

    private LiveTables.Table describe(TableSchema source) {
        TableSchema held = ColumnMarks.read(
                source.table(),
                lake.read(names.schema(), names.table(source.table())).schema());
        List<TableSchema.Column> columns = held.columns().stream()
                .map(column -> new TableSchema.Column(column.name(), column.type(), true, column.sourceType()))
                .toList();
        List<String> key = held.key().isEmpty() ? source.key() : held.key();
        return new LiveTables.Table(
                new TableSchema(source.table(), columns, key),
                captured.topics().changes(source.table()),
                captured.partitions().get(source.table()));
    }

    private static String json(LiveTables tables) {
        try {
            return Json.mapper().writeValueAsString(tables);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The description of tables can be written as JSON", e);
        }
    }
}
