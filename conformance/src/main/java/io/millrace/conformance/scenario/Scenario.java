package io.millrace.conformance.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A small history of some tables, and what a lake is expected to hold after it.
 *
 * @param group what it is about: the folder of its file
 * @param name the name of its file
 * @param sentence what it shows
 * @param proven whether it was seen to go as it says; one that was not is left out unless it is asked for
 * @param everyBuild whether it is part of every build; one that is not runs where all are asked for
 * @param schemas where its tables are; the first is where its statements look for names
 * @param refused what a check of the source says of its tables before they are mended; nothing where it has no objection
 * @param quarantined how many changes cannot be in the lake and are kept aside
 * @param absent for a table, the condition of the rows that are not in the lake because of that
 * @param stale for a table that the source does not have in the end, why the lake says that it is stale
 * @param noticedLater whether something that happens is not in the log, so that the lake follows when capture has looked
 *     at the catalogue
 * @param setup runs before anything is captured
 * @param mend runs after the check of the source, which must have said these very statements
 * @param batches run while changes are captured; each begins when the lake has all of the one before
 */
public record Scenario(
        String group,
        String name,
        String sentence,
        boolean proven,
        boolean everyBuild,
        List<String> schemas,
        Optional<String> refused,
        int quarantined,
        Map<String, String> absent,
        Map<String, String> stale,
        boolean noticedLater,
        List<SqlStep> setup,
        List<SqlStep> mend,
        List<List<SqlStep>> batches) {
    public Scenario {
        schemas = List.copyOf(schemas);
        absent = Map.copyOf(absent);
        stale = Map.copyOf(stale);
        setup = List.copyOf(setup);
        mend = List.copyOf(mend);
        batches = List.copyOf(batches);
    }

    /** Its name among all scenarios, such as {@code changes/truncate}. */
    public String path() {
        return group + "/" + name;
    }

    /** Whether its tables are never captured, because a check refuses them and nothing mends them. */
    public boolean isRefusedForGood() {
        return refused.isPresent() && mend.isEmpty();
    }

    /**
     * Whether a transaction stays open from one batch to the next. No table can be read again meanwhile: a slot is made when
     * all transactions that were open before have ended.
     */
    public boolean staysOpen() {
        Set<String> open = new TreeSet<>();
        for (List<SqlStep> batch : batches.subList(0, Math.max(0, batches.size() - 1))) {
            for (SqlStep step : batch) {
                String sql = step.sql().strip();
                if (sql.startsWith("BEGIN") || sql.startsWith("START TRANSACTION")) {
                    open.add(step.session());
                } else if (sql.equals("COMMIT") || sql.equals("ROLLBACK")) {
                    open.remove(step.session());
                }
            }
            if (!open.isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
