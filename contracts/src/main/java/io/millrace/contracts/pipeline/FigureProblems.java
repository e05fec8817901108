package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
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
            if (isIdentity) {
                masks.id(path + ".value", rows.tableOf(column), column.column(), problems);
            } else {
                masks.value(path + ".value", rows.tableOf(column), column.column(), problems);
            }
        }
        measure.by().forEach((name, dimension) -> dimension(path + ".by." + name, rows, dimension, problems));
    }

    private void dimension(String path, TimedRows rows, Dimension dimension, List<String> problems) {
        if (dimension instanceof Dimension.Own own) {
            masks.shown(path, rows.tableOf(own.column()), own.column().column(), problems);
        } else if (dimension instanceof Dimension.Looked looked) {
            UncapturedTables.require(source, path + ".table", looked.table(), problems);
            masks.shown(path + ".column", looked.table(), looked.column(), problems);
            TableId own = rows.tableOf(looked.by());
            masks.reference(
                    path + ".by",
                    own,
                    looked.by().column(),
                    looked.table(),
                    looked.by().column(),
                    problems);
        }
    }

    private void rule(Rule rule, List<String> problems) {
        String path = "rules." + rule.name();
        TimedRows rows = rule.rows();
        rows(path, rows, problems);
        masks.id(path + ".key", rows.tableOf(rule.key()), rule.key().column(), problems);
        if (rule.cause() instanceof AboveValue above) {
            above.value()
                    .forEach(column -> masks.value(path + ".value", rows.tableOf(column), column.column(), problems));
        } else if (rule.cause() instanceof ManyValues values) {
            masks.id(
                    path + ".value",
                    rows.tableOf(values.value()),
                    values.value().column(),
                    problems);
        } else if (!(rule.cause() instanceof ManyRows)) {
            throw new IllegalStateException("A rule has one of three causes, but this is " + rule.cause());
        }
    }

    private void rows(String path, TimedRows rows, List<String> problems) {
        UncapturedTables.require(source, path + ".table", rows.table(), problems);
        rows.through().ifPresent(through -> {
            UncapturedTables.require(source, path + ".through.table", through.table(), problems);
            masks.id(path + ".through.by", rows.table(), through.by(), problems);
        });
        masks.value(path + ".at", rows.tableOf(rows.at()), rows.at().column(), problems);
        rows.only()
                .keySet()
                .forEach(column -> masks.value(path + ".only", rows.tableOf(column), column.column(), problems));
    }
}
