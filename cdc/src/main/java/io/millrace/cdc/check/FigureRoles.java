package io.millrace.cdc.check;

import io.millrace.cdc.check.ColumnRole.Use;
import io.millrace.contracts.pipeline.Aggregate;
import io.millrace.contracts.pipeline.ColumnRef;
import io.millrace.contracts.pipeline.Dimension;
import io.millrace.contracts.pipeline.Figures;
import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Rule;
import io.millrace.contracts.pipeline.Rule.AboveValue;
import io.millrace.contracts.pipeline.Rule.ManyValues;
import io.millrace.contracts.pipeline.TimedRows;
import java.util.ArrayList;
import java.util.List;

/** The columns that measures and rules of the pipeline file give a meaning. */
final class FigureRoles {
    private final List<ColumnRole> roles = new ArrayList<>();

    private FigureRoles() {}

    static List<ColumnRole> of(Figures figures) {
        var all = new FigureRoles();
        figures.measures().forEach(all::measure);
        figures.rules().forEach(all::rule);
        return all.roles;
    }

    private void measure(Measure measure) {
        String path = "measures." + measure.name();
        TimedRows rows = measure.rows();
        rows(path, rows);
        boolean isNumber = measure.aggregate() == Aggregate.SUM || measure.aggregate() == Aggregate.AVERAGE;
        measure.value().forEach(column -> add(path + ".value", rows, column, isNumber ? Use.NUMBER : Use.ANY));
        measure.by().forEach((name, dimension) -> dimension(path + ".by." + name, rows, dimension));
    }

    private void dimension(String path, TimedRows rows, Dimension dimension) {
        if (dimension instanceof Dimension.Own own) {
            add(path, rows, own.column(), Use.ANY);
        } else if (dimension instanceof Dimension.Looked looked) {
            add(path + ".by", rows, looked.by(), Use.ID);
            roles.add(new ColumnRole(path + ".column", looked.table(), looked.column(), Use.ANY));
        }
    }

    private void rule(Rule rule) {
        String path = "rules." + rule.name();
        rows(path, rule.rows());
        add(path + ".key", rule.rows(), rule.key(), Use.ANY);
        if (rule.cause() instanceof AboveValue above) {
            above.value().forEach(column -> add(path + ".value", rule.rows(), column, Use.NUMBER));
        } else if (rule.cause() instanceof ManyValues values) {
            add(path + ".value", rule.rows(), values.value(), Use.ANY);
        }
    }

    private void rows(String path, TimedRows rows) {
        add(path + ".at", rows, rows.at(), Use.TIME);
        rows.only().keySet().forEach(column -> add(path + ".only", rows, column, Use.ANY));
        rows.through()
                .ifPresent(through -> add(path + ".through.by", rows, new ColumnRef(false, through.by()), Use.ID));
    }

    private void add(String path, TimedRows rows, ColumnRef column, Use use) {
        // The fields of events are checked when the pipeline file is read.
        rows.tableOf(column).ifPresent(table -> roles.add(new ColumnRole(path, table, column.column(), use)));
    }
}
