package io.millrace.local.chaos;

import io.millrace.contracts.lake.AuditReport;
import io.millrace.contracts.lake.RowDifference;
import io.millrace.contracts.lake.TableAudit;
import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison of lake and source came to.
 *
 * @param rows that the source has
 * @param lost rows that the lake lacks
 * @param doubled rows that the lake has several times
 * @param wrong rows that differ, or that the source does not have
 * @param lines what is not equal, for people
 */
record Compared(boolean equal, long rows, long lost, long doubled, long wrong, List<String> lines) {
    Compared {
        lines = List.copyOf(lines);
    }

    static Compared of(AuditReport report) {
        List<TableAudit> tables = report.tables();
        List<RowDifference> differences =
                tables.stream().flatMap(table -> table.rows().stream()).toList();
        List<String> lines = new ArrayList<>();
        tables.stream().filter(table -> !table.equal()).forEach(table -> {
            lines.add("%s at %s: %s%s, %,d rows differ of %,d in the source and %,d in the lake"
                    .formatted(
                            table.table(),
                            table.position(),
                            table.outcome(),
                            table.reason() == null ? "" : ", " + table.reason(),
                            table.differing(),
                            table.sourceRows(),
                            table.lakeRows()));
            table.rows()
                    .forEach(row -> lines.add("  %s %s %s source %s lake %s%s"
                            .formatted(
                                    row.kind(),
                                    row.key(),
                                    row.columns(),
                                    row.source(),
                                    row.lake(),
                                    row.quarantined() == null ? "" : " quarantined: " + row.quarantined())));
        });
        return new Compared(
                report.equal(),
                tables.stream().mapToLong(TableAudit::sourceRows).sum(),
                count(differences, RowDifference.Kind.MISSING_IN_LAKE),
                count(differences, RowDifference.Kind.DOUBLED),
                count(differences, RowDifference.Kind.CHANGED) + count(differences, RowDifference.Kind.NOT_IN_SOURCE),
                lines);
    }

    private static long count(List<RowDifference> differences, RowDifference.Kind kind) {
        return differences.stream().filter(row -> row.kind() == kind).count();
    }
}
