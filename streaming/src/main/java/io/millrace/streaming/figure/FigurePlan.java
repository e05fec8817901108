package io.millrace.streaming.figure;

import io.millrace.contracts.pipeline.Aggregate;
import io.millrace.contracts.pipeline.ColumnRef;
import io.millrace.contracts.pipeline.Dimension;
import io.millrace.contracts.pipeline.Figures;
import io.millrace.contracts.pipeline.InteractionKind.Through;
import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.RowSource;
import io.millrace.contracts.pipeline.RowSource.OfEvents;
import io.millrace.contracts.pipeline.Rule;
import io.millrace.contracts.pipeline.Rule.AboveValue;
import io.millrace.contracts.pipeline.Rule.ManyValues;
import io.millrace.contracts.pipeline.TimedRows;
import io.millrace.streaming.figure.Relation.Look;
import io.millrace.streaming.figure.Relation.Teller;
import io.millrace.streaming.value.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All rows that figures are made of, and all tables in which they look something up, each by its number. */
public final class FigurePlan {
    private final Map<Source, Draft> drafts = new LinkedHashMap<>();
    private final List<Lookup> lookups = new ArrayList<>();

    /** Figures of the same rows share one relation. */
    private record Source(RowSource of, Optional<Through> through) {}

    /** A relation while its figures are collected. */
    private record Draft(List<Field> own, List<Field> parent, List<Look> looks, List<Teller> tellers) {
        Draft() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        Place place(ColumnRef column, Form form) {
            return column.parent()
                    ? new Place(Place.Part.PARENT, index(parent, new Field(column.column(), form)))
                    : new Place(Place.Part.OWN, index(own, new Field(column.column(), form)));
        }
    }

    private FigurePlan() {}

    /** The plan of a pipeline's figures. */
    public static FigurePlan of(Pipeline pipeline) {
        var plan = new FigurePlan();
        Figures figures = pipeline.figures();
        for (int number = 0; number < figures.measures().size(); number++) {
            plan.measure(number, figures.measures().get(number));
        }
        for (int number = 0; number < figures.rules().size(); number++) {
            plan.rule(number, figures.rules().get(number));
        }
        return plan;
    }

    /** Each at the index that is its number. */
    public List<Relation> relations() {
        List<Relation> relations = new ArrayList<>();
        drafts.forEach((source, draft) -> relations.add(new Relation(
                relations.size(),
                source.of(),
                source.through(),
                draft.own(),
                draft.parent(),
                draft.looks(),
                draft.tellers())));
        return relations;
    }

    /** Each at the index that is its number. */
    public List<Lookup> lookups() {
        return List.copyOf(lookups);
    }

    private static <T> int index(List<T> all, T one) {
        if (!all.contains(one)) {
            all.add(one);
        }
        return all.indexOf(one);
    }

    private Draft draft(TimedRows rows) {
        return drafts.computeIfAbsent(new Source(rows.of(), rows.through()), any -> new Draft());
    }

    private static Conditions conditions(Draft draft, TimedRows rows) {
        Map<Place, List<String>> only = new LinkedHashMap<>();
        rows.only().forEach((column, values) -> only.put(draft.place(column, Form.TEXT), values));
        return new Conditions(draft.place(rows.at(), Form.MICROS), only);
    }

    private static List<Place> places(Draft draft, List<ColumnRef> columns, Form form) {
        return columns.stream().map(column -> draft.place(column, form)).toList();
    }

    private void measure(int number, Measure measure) {
        Draft draft = draft(measure.rows());
        boolean isText = measure.aggregate() == Aggregate.COUNT
                || measure.aggregate() == Aggregate.DISTINCT && measure.value().size() == 1;
        draft.tellers()
                .add(new MeasureTeller(
                        number,
                        measure.aggregate(),
                        conditions(draft, measure.rows()),
                        places(draft, measure.value(), isText ? Form.TEXT : Form.EXACT),
                        measure.by().values().stream()
                                .map(dimension -> dimension(draft, measure.rows(), dimension))
                                .toList()));
    }

    private Place dimension(Draft draft, TimedRows rows, Dimension dimension) {
        if (dimension instanceof Dimension.Looked looked) {
            String by =
                    rows.of() instanceof OfEvents ? Lookup.OWN_KEY : looked.by().column();
            var wanted = new Lookup(lookups.size(), looked.table(), by, looked.column());
            int lookup = lookups.stream()
                    .filter(known -> isSame(known, wanted))
                    .findFirst()
                    .map(Lookup::number)
                    .orElseGet(() -> index(lookups, wanted));
            return new Place(
                    Place.Part.LOOKED_UP, index(draft.looks(), new Look(lookup, draft.place(looked.by(), Form.TEXT))));
        }
        return draft.place(((Dimension.Own) dimension).column(), Form.TEXT);
    }

    private static boolean isSame(Lookup left, Lookup right) {
        return left.table().equals(right.table())
                && left.by().equals(right.by())
                && left.column().equals(right.column());
    }

    private void rule(int number, Rule rule) {
        Draft draft = draft(rule.rows());
        List<Place> value = List.of();
        if (rule.cause() instanceof AboveValue above) {
            value = places(draft, above.value(), Form.EXACT);
        } else if (rule.cause() instanceof ManyValues values) {
            value = places(draft, List.of(values.value()), Form.TEXT);
        }
        draft.tellers()
                .add(new RuleTeller(
                        number, rule, conditions(draft, rule.rows()), draft.place(rule.key(), Form.TEXT), value));
    }
}
