package io.millrace.cdc.check;

import io.millrace.cdc.source.SourceCatalog;
import io.millrace.cdc.source.SourceDatabase;
import io.millrace.cdc.source.SourceTable;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Looks at a database with the eyes of a pipeline; reads only. */
public final class SourceCheck {
    private final Pipeline pipeline;
    private final SourceDatabase database;
    private final Set<TableId> capturedBefore;
    /** Capture, which goes on, knows more of a loss than the slot tells. */
    private final boolean whereLossCounts;

    /** A check before anything is captured. */
    public SourceCheck(Pipeline pipeline) {
        this(pipeline, Set.of(), true);
    }

    /**
     * A check before capture goes on.
     *
     * @param capturedBefore tables that could be captured; what became of one of them since does not keep the others from it
     */
    public SourceCheck(Pipeline pipeline, Collection<TableId> capturedBefore) {
        this(pipeline, capturedBefore, false);
    }

    private SourceCheck(Pipeline pipeline, Collection<TableId> capturedBefore, boolean whereLossCounts) {
        this.whereLossCounts = whereLossCounts;
        this.pipeline = pipeline;
        this.database = new SourceDatabase(pipeline.source());
        this.capturedBefore = Set.copyOf(capturedBefore);
    }

    /**
     * Everything that can be found.
     *
     * @throws PipelineException of kind SOURCE if the database cannot be reached
     */
    public Findings find() {
        try (Connection connection = database.connect()) {
            connection.setReadOnly(true);
            List<Finding> findings = new ArrayList<>();
            findings.addAll(new ServerCheck(database, connection).find());
            findings.addAll(new SlotCheck(pipeline.source(), connection, whereLossCounts).find());
            Map<TableId, SourceTable> tables = new TreeMap<>();
            var catalog = new SourceCatalog(connection);
            for (TableId id : pipeline.source().tables()) {
                Optional<SourceTable> table = catalog.table(id);
                table.ifPresent(found -> tables.put(id, found));
                findings.addAll(
                        table.isPresent() ? examined(catalog, table.get()) : List.of(of(id, missing(catalog, id))));
            }
            if (tables.size() == pipeline.source().tables().size()) {
                findings.addAll(new PublicationCheck(database, connection).find());
            }
            findings.addAll(new RolesCheck(pipeline, tables).find());
            return new Findings(findings);
        } catch (SQLException e) {
            throw database.failure("check the database", e);
        }
    }

    private List<Finding> examined(SourceCatalog catalog, SourceTable table) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        new TableCheck(pipeline.source(), table).find().forEach(finding -> findings.add(of(table.id(), finding)));
        findings.addAll(new MaskCheck(table, pipeline.source().rules(table.id())).find());
        parts(catalog, table.id()).forEach(finding -> findings.add(of(table.id(), finding)));
        List<String> heirs = catalog.heirs(table.id());
        if (!heirs.isEmpty()) {
            findings.add(Finding.advice(
                    table.id().toString(),
                    "has its own rows alone in the lake, not those of tables that inherit from it: %s; name these too"
                            .formatted(String.join(", ", heirs))));
        }
        return findings;
    }

    /** Partitions may be what no table of a publication may be. */
    private static List<Finding> parts(SourceCatalog catalog, TableId table) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (TableId part : catalog.partsInNoLog(table, false)) {
            findings.add(Finding.capture(
                    table.toString(),
                    "has the partition %s, which is unlogged, so that its changes are in no log".formatted(part),
                    "ALTER TABLE %s SET LOGGED".formatted(SourceTable.quoted(part))));
        }
        for (TableId part : catalog.partsInNoLog(table, true)) {
            findings.add(Finding.capture(
                    table.toString(),
                    "has the partition %s, which is a foreign table, so that its changes are in the log of another server; detach it"
                            .formatted(part)));
        }
        return findings;
    }

    private Finding of(TableId table, Finding finding) {
        return capturedBefore.contains(table) && finding.level() == Finding.Level.BLOCKS_CAPTURE
                ? Finding.advice(finding.subject(), finding.sentence())
                : finding;
    }

    private static Finding missing(SourceCatalog catalog, TableId id) throws SQLException {
        List<String> like = catalog.namesLike(id);
        String hint = like.isEmpty() ? "" : "; is " + String.join(" or ", like) + " meant?";
        return Finding.capture(id.toString(), "does not exist, or is in another database than the url names" + hint);
    }
}
