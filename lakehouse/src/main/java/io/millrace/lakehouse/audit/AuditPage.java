package io.millrace.lakehouse.audit;

import io.millrace.contracts.lake.AuditReport;
import io.millrace.contracts.lake.RowDifference;
import io.millrace.contracts.lake.TableAudit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what an audit found to people. */
final class AuditPage {
    private AuditPage() {}

    /** What was found of a table, in a sentence. */
    static String sentence(TableAudit table) {
        return switch (table.outcome()) {
            case EQUAL -> "equal, %,d rows in %,d buckets".formatted(table.sourceRows(), table.buckets());
            case DIFFERENT ->
                "%s%,d rows differ (%,d in the source, %,d in the lake)"
                        .formatted(
                                table.complete() ? "" : "at least ",
                                table.differing(),
                                table.sourceRows(),
                                table.lakeRows());
            case STALE -> "stale: " + table.reason();
            case UNKNOWN -> "not compared: " + table.reason();
        };
    }

    /** The tables that are not equal with the rows that differ, and a sentence at the end. */
    static List<String> lines(AuditReport report) {
        List<String> lines = new ArrayList<>();
        if (!report.repaired().isEmpty()) {
            lines.add("Before the repair:");
            report.repaired().forEach(table -> add(table, lines));
            lines.add("After the repair:");
        }
        report.tables().stream().filter(table -> !table.equal()).forEach(table -> add(table, lines));
        lines.add(report.load());
        lines.add(last(report));
        return lines;
    }

    private static void add(TableAudit table, List<String> lines) {
        lines.add("  %-30s %s (%s, %.1f s)"
                .formatted(
                        table.table(),
                        sentence(table),
                        table.position() == null ? "at no position" : "at " + table.position(),
                        table.seconds()));
        for (RowDifference row : table.rows()) {
            lines.add("    %s %s%s"
                    .formatted(
                            row.key(),
                            words(row),
                            row.quarantined() == null ? "" : "; waits in quarantine: " + row.quarantined()));
            if (row.source() != null) {
                lines.add("      source " + row.source());
            }
            row.lake().forEach(version -> lines.add("      lake   " + version));
        }
    }

    private static String words(RowDifference row) {
        return switch (row.kind()) {
            case MISSING_IN_LAKE -> "is missing in the lake";
            case NOT_IN_SOURCE -> "is not in the source";
            case CHANGED -> "differs in " + String.join(", ", row.columns());
            case DOUBLED ->
                "is %d times in the lake%s"
                        .formatted(
                                row.lake().size(),
                                row.columns().isEmpty() ? "" : " and differs in " + String.join(", ", row.columns()));
        };
    }

    private static String last(AuditReport report) {
        long unequal = report.tables().stream().filter(table -> !table.equal()).count();
        String time = String.format(Locale.ROOT, "%.1f s", report.seconds());
        return unequal == 0
                ? "The lake equals its source: %d tables in %s"
                        .formatted(report.tables().size(), time)
                : "The lake does not equal its source: %d of %d tables, in %s"
                        .formatted(unequal, report.tables().size(), time);
    }
}
