package io.millrace.lakehouse.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.lake.Lake;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which re-readings of a table its history knows. What they changed is not in the stream, so after each one the history
 * is compared with the table, once. The file is written after the comparison: a crash between the two makes it be done
 * again, which changes nothing.
 */
final class ComparedReloads {
    private final Lake lake;
    private final String location;
    private final Function<TableId, Set<String>> applied;
    private final Map<String, Set<String>> compared;
    /** For each new one, the cut that was the latest when it was first seen: the next one surely shows it. */
    private final Map<String, LakeSnapshot> seen = new HashMap<>();

    ComparedReloads(Lake lake, String location, Function<TableId, Set<String>> applied) {
        this.lake = lake;
        this.location = location;
        this.applied = applied;
        this.compared = lake.readText(location).map(this::parse).orElseGet(TreeMap::new);
    }

    private Map<String, Set<String>> parse(String text) {
        try {
            return Json.mapper().readValue(text, new TypeReference<TreeMap<String, Set<String>>>() {});
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.LAKE, "%s is not what was written there; remove it".formatted(location), e);
        }
    }

    /** Looks for re-readings that are new. */
    void look(TableId table, LakeSnapshot cut) {
        applied.apply(table).forEach(reload -> seen.putIfAbsent(reload, cut));
    }

    /**
     * The history of a table begins with the rows of this cut. A table is in no cut before it was read for the first
     * time, so where only one re-reading was seen by then, it is that.
     */
    void began(TableId table, LakeSnapshot first) {
        Set<String> known = applied.apply(table);
        if (known.size() == 1 && seen.get(known.iterator().next()) == first) {
            compared(table, known);
        }
    }

    /** Those that the cut shows and the history does not know. */
    Set<String> due(TableId table, LakeSnapshot cut) {
        Set<String> known = compared.getOrDefault(table.toString(), Set.of());
        return applied.apply(table).stream()
                .filter(reload -> !known.contains(reload))
                .filter(reload -> seen.containsKey(reload) && seen.get(reload) != cut)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The history knows these now. */
    void compared(TableId table, Set<String> reloads) {
        if (reloads.isEmpty()) {
            return;
        }
        Set<String> known = new TreeSet<>(compared.getOrDefault(table.toString(), Set.of()));
        known.retainAll(applied.apply(table));
        known.addAll(reloads);
        compared.put(table.toString(), known);
        try {
            lake.writeText(location, Json.mapper().writeValueAsString(compared));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Ids of reloads can be written as JSON", e);
        }
    }
}
