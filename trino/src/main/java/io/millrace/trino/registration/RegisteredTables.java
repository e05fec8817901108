package io.millrace.trino.registration;

import io.millrace.trino.lake.LakeTable;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a look at the lake ended.
 *
 * @param tables every table that Trino knows, with its location
 * @param problems why a table could not be registered or unregistered
 */
public record RegisteredTables(Map<LakeTable, String> tables, Map<LakeTable, String> problems) {
    public RegisteredTables {
        tables = new TreeMap<>(tables);
        problems = new TreeMap<>(problems);
    }
}
