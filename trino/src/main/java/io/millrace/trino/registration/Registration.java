package io.millrace.trino.registration;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.LiveTables;
import io.millrace.contracts.process.PipelineException;
import io.millrace.trino.lake.LakeTable;
import io.millrace.trino.live.LiveViews;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what Trino knows equal to what the lake holds. Running it again changes nothing; a table that cannot be
 * registered is reported and does not keep the others from it.
 */
public final class Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    private static final String LOG_SCHEMA = "__log";
    private static final String LOG_TABLE = "changes";

    private final LakeListing lake;
    private final TableCatalog catalog;
    // Looked at once: nobody but this process moves a registered table.
    private final Set<LakeTable> located = new TreeSet<>();
    /** The views as this process made them; a new one makes them anew. */
    private final Map<LakeTable, String> made = new TreeMap<>();

    private final Map<LakeTable, String> toldProblems = new TreeMap<>();

    public Registration(LakeListing lake, TableCatalog catalog) {
        this.lake = lake;
        this.catalog = catalog;
    }

    /**
     * One look at the lake.
     *
     * @throws PipelineException if the lake or Trino cannot be asked; then nothing was unregistered
     */
    public RegisteredTables run() {
        TreeMap<LakeTable, String> wanted = lake.tables();
        TreeSet<LakeTable> known = catalog.tables();
        var problems = new TreeMap<LakeTable, String>();
        for (LakeTable table : known) {
            if (!wanted.containsKey(table)) {
                attempt(table, problems, () -> unregister(table, "is gone from the lake"));
            }
        }
        wanted.forEach(
                (table, location) -> attempt(table, problems, () -> ensure(table, location, known.contains(table))));
        ensureViews(wanted, problems);
        toldProblems.keySet().retainAll(problems.keySet());
        var registered = new TreeMap<>(wanted);
        registered.keySet().removeAll(problems.keySet());
        return new RegisteredTables(registered, problems);
    }

    private void ensureViews(TreeMap<LakeTable, String> tables, TreeMap<LakeTable, String> problems) {
        for (LakeTable table : tables.keySet()) {
            pipelineOf(table).ifPresent(pipeline -> {
                String schema = new LakeNames(pipeline).liveSchema();
                attempt(
                        new LakeTable(schema, "*"),
                        problems,
                        () -> ensureViews(pipeline, table.schema(), schema, problems));
            });
        }
    }

    private void ensureViews(
            String pipeline, String logSchema, String liveSchema, TreeMap<LakeTable, String> problems) {
        Map<LakeTable, String> wanted = LiveViews.of(pipeline, lake.text(logSchema + "/" + LiveTables.FILE));
        for (LakeTable view : catalog.views()) {
            if (view.schema().equals(liveSchema) && !wanted.containsKey(view)) {
                attempt(view, problems, () -> catalog.dropView(view));
                made.remove(view);
            }
        }
        wanted.forEach((view, query) -> attempt(view, problems, () -> {
            if (!query.equals(made.get(view))) {
                catalog.view(view, query);
                made.put(view, query);
            }
        }));
    }

    /** The schema of the pipeline whose change log this is. */
    private static Optional<String> pipelineOf(LakeTable table) {
        return table.table().equals(LOG_TABLE) && table.schema().endsWith(LOG_SCHEMA)
                ? Optional.of(table.schema().substring(0, table.schema().length() - LOG_SCHEMA.length()))
                : Optional.empty();
    }

    private void ensure(LakeTable table, String location, boolean known) {
        if (known && located.contains(table)) {
            return;
        }
        if (known && !catalog.location(table).equals(location)) {
            unregister(table, "has moved");
            register(table, location);
        } else if (!known) {
            register(table, location);
        }
        located.add(table);
    }

    private void register(LakeTable table, String location) {
        catalog.register(table, location);
        LOG.info("Registered {} at {}", table, location);
    }

    private void unregister(LakeTable table, String reason) {
        located.remove(table);
        catalog.unregister(table);
        LOG.info("Unregistered {}, which {}", table, reason);
    }

    private void attempt(LakeTable table, TreeMap<LakeTable, String> problems, Runnable step) {
        try {
            step.run();
        } catch (PipelineException e) {
            problems.put(table, e.getMessage());
            if (!e.getMessage().equals(toldProblems.put(table, e.getMessage()))) {
                LOG.warn("{}; trying again at each look", e.getMessage());
            }
        }
    }
}
