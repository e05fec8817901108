package io.millrace.cdc.check;

import io.millrace.cdc.check.Finding.Level;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.List;
import java.util.stream.Collectors;

/** All that was looked at, in the order in which one would mend it. */
public record Findings(List<Finding> all) {
    public Findings {
        all = List.copyOf(all);
    }

    /** Whether nothing has to be mended. */
    public boolean areFine() {
        return all.stream().noneMatch(Finding::isProblem);
    }

    /** The findings of that level. */
    public List<Finding> of(Level level) {
        return all.stream().filter(finding -> finding.level() == level).toList();
    }

    /**
     * Does nothing if tables can be captured.
     *
     * @throws PipelineException of kind CONFIGURATION with every finding that keeps them from it, and its SQL
     */
    public void requireCapture() {
        List<Finding> blocking = of(Level.BLOCKS_CAPTURE);
        if (!blocking.isEmpty()) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    blocking.stream().map(Findings::line).collect(Collectors.joining(System.lineSeparator())));
        }
    }

    private static String line(Finding finding) {
        String mend = finding.sql().map(sql -> "; to mend it: " + sql).orElse("");
        return finding.subject() + ": " + finding.sentence() + mend;
    }

    /** The findings as a person reads them. */
    public String text() {
        int width = all.stream()
                .mapToInt(finding -> finding.subject().length())
                .max()
                .orElse(0);
        String lines = all.stream().map(finding -> printed(finding, width)).collect(Collectors.joining());
        return lines + System.lineSeparator() + summary();
    }

    private static String printed(Finding finding, int width) {
        String mark =
                switch (finding.level()) {
                    case OK -> "ok  ";
                    case ADVICE -> "note";
                    case BLOCKS_RECOMMENDER, BLOCKS_CAPTURE -> "FAIL";
                };
        String line = ("%s  %-" + width + "s  %s%n").formatted(mark, finding.subject(), finding.sentence());
        return line + finding.sql().map("      %s;%n"::formatted).orElse("");
    }

    private String summary() {
        long problems = all.stream().filter(Finding::isProblem).count();
        if (problems == 0) {
            return "All is well: this database can be captured.%n".formatted();
        }
        return "%d problem%s to mend; nothing was changed.%n".formatted(problems, problems == 1 ? "" : "s");
    }
}
