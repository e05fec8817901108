package io.millrace.contracts.lake;

import java.time.Instant;
import java.util.List;

/**
 * What an audit found, at the end of it.
 *
 * @param at when it began
 * @param load what it asks of the source, for people
 * @param tables one for each table that was compared
 * @param repaired what was found of tables that were repaired, before that
 */
public record AuditReport(Instant at, double seconds, String load, List<TableAudit> tables, List<TableAudit> repaired) {
    public AuditReport {
        tables = List.copyOf(tables);
        repaired = List.copyOf(repaired);
    }

    /** Whether every table that was compared equals its source. */
    public boolean equal() {
        return tables.stream().allMatch(TableAudit::equal);
    }
}
