package io.millrace.contracts.pipeline;

import io.millrace.contracts.pipeline.RowSource.OfTable;
import io.millrace.contracts.pipeline.Rule.AboveValue;
import io.millrace.contracts.pipeline.Rule.ManyRows;
import io.millrace.contracts.pipeline.Rule.ManyValues;
import java.util.ArrayList;
import java.util.List;

/** Finds tables that figures need and nobody captures, and columns that are masked although their values are needed. */
record FigureProblems(Source source, Figures figures, MaskedRoles masks) {

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        figures.measures().forEach(measure -> measure(measure, problems));
        figures.rules().forEach(rule -> rule(rule, problems));
        return problems;
    }

    private void measure(Measure measure, List<String> problems) {
        String path = "measures." + measure.name();
        TimedRows rows = measure.rows();
        rows(path, rows, problems);
        boolean isIdentity = measure.aggregate() == Aggregate.DISTINCT || measure.aggregate() == Aggregate.COUNT;
        for (ColumnRef column : measure.value()) {
            rows.tableOf(column).ifPresent(table -> {
                if (isIdentity) {
                    masks.id(path + ".value", table, column.column(), problems);
                } else {
                    masks.value(path + ".value", table, column.column(), problems);
                }
            });
        }
        measure.by().forEach((name, dimension) -> dimension(path + ".by." + name, rows, dimension, problems));
    }

    private void dimension(String path, TimedRows rows, Dimension dimension, List<String> problems) {
        if (dimension instanceof Dimension.Own own) {
            rows.tableOf(own.column())
                    .ifPresent(table -> masks.shown(path, table, own.column().column(), problems));
        } else if (dimension instanceof Dimension.Looked looked) {
            UncapturedTables.require(source, path + ".table", looked.table(), problems);
            masks.shown(path + ".column", looked.table(), looked.column(), problems);
            rows.tableOf(looked.by())
                    .ifPresent(own -> masks.reference(
                            path + ".by",
                            own,
                            looked.by().column(),
                            looked.table(),
                            looked.by().column(),
                            problems));
        }
    }

    private void rule(Rule rule, List<String> problems) {
        String path = "rules." + rule.name();
        TimedRows rows = rule.rows();
        rows(path, rows, problems);
        rows.tableOf(rule.key())
                .ifPresent(table -> masks.id(path + ".key", table, rule.key().column(), problems));
        if (rule.cause() instanceof AboveValue above) {
            above.value().forEach(column -> value(path + ".value", rows, column, problems));
        } else if (rule.cause() instanceof ManyValues values) {
            rows.tableOf(values.value())
                    .ifPresent(table ->
                            masks.id(path + ".value", table, values.value().column(), problems));
        } else if (!(rule.cause() instanceof ManyRows)) {
            throw new IllegalStateException("A rule has one of three causes, but this is " + rule.cause());
        }
    }

    private void rows(String path, TimedRows rows, List<String> problems) {
        if (rows.of() instanceof OfTable own) {
            UncapturedTables.require(source, path + ".table", own.table(), problems);
            rows.through().ifPresent(through -> {
                UncapturedTables.require(source, path + ".through.table", through.table(), problems);
                masks.id(path + ".through.by", own.table(), through.by(), problems);
            });
        }
        value(path + ".at", rows, rows.at(), problems);
        rows.only().keySet().forEach(column -> value(path + ".only", rows, column, problems));
    }

    /** What events say is masked by those who send them, if at all. */
    private void value(String path, TimedRows rows, ColumnRef column, List<String> problems) {
        rows.tableOf(column).ifPresent(table -> masks.value(path, table, column.column(), problems));
    }
}
