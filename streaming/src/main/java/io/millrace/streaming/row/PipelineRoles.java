package io.millrace.streaming.row;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.ColumnRef;
import io.millrace.contracts.pipeline.InteractionKind;
import io.millrace.contracts.pipeline.InteractionKind.Through;
import io.millrace.contracts.pipeline.Items;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.Recommend;
import io.millrace.contracts.pipeline.RowSource.OfTable;
import io.millrace.streaming.figure.Field;
import io.millrace.streaming.figure.FigurePlan;
import io.millrace.streaming.figure.Lookup;
import io.millrace.streaming.figure.Place;
import io.millrace.streaming.figure.Relation;
import io.millrace.streaming.value.Form;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** The roles of all tables that recommender and figures need, as the pipeline file says. */
public final class PipelineRoles {
    /** What a parent's key is called where it is not called as its children call it. */
    private static final String USUAL_KEY = "id";

    private final ZoneId zone;
    private final Map<TableId, Draft> drafts = new TreeMap<>();

    /** A table's roles while they are collected. */
    private record Draft(List<CellSpec> cells, List<Role> roles) {
        int cell(List<String> names, Form form) {
            var spec = new CellSpec(names, form);
            if (!cells.contains(spec)) {
                cells.add(spec);
            }
            return cells.indexOf(spec);
        }

        int text(String column) {
            return cell(List.of(column), Form.TEXT);
        }
    }

    private PipelineRoles(ZoneId zone) {
        this.zone = zone;
    }

    /** The tables with a role. */
    public static Set<TableId> tables(Pipeline pipeline) {
        return of(pipeline).keySet();
    }

    static Map<TableId, TableRoles> of(Pipeline pipeline) {
        Recommend recommend = pipeline.recommend();
        var roles = new PipelineRoles(recommend.timezone());
        Draft users = roles.draft(recommend.users().table());
        users.roles().add(new UserRole(users.text(recommend.users().id())));
        roles.items(recommend.items());
        for (int number = 0; number < recommend.interactions().size(); number++) {
            roles.kind(number, recommend.interactions().get(number));
        }
        FigurePlan plan = FigurePlan.of(pipeline);
        plan.relations().forEach(roles::relation);
        plan.lookups().forEach(roles::lookup);
        Map<TableId, TableRoles> all = new TreeMap<>();
        roles.drafts.forEach(
                (table, draft) -> all.put(table, new TableRoles(all.size(), draft.cells(), draft.roles(), roles.zone)));
        return all;
    }

    private Draft draft(TableId table) {
        return drafts.computeIfAbsent(table, any -> new Draft(new ArrayList<>(), new ArrayList<>()));
    }

    private void items(Items items) {
        Draft draft = draft(items.table());
        Map<String, Integer> attributes = new HashMap<>();
        items.attributes().forEach(name -> attributes.put(name, draft.text(name)));
        draft.roles()
                .add(new ItemRole(
                        draft.text(items.id()),
                        optional(items.title().map(draft::text)),
                        optional(items.available()
                                .map(available -> draft.cell(List.of(available.column()), Form.NUMBER))),
                        items.available()
                                .map(available -> OptionalDouble.of(available.above()))
                                .orElseGet(OptionalDouble::empty),
                        attributes));
    }

    private void kind(int number, InteractionKind kind) {
        Draft own = draft(kind.table());
        if (kind.through().isEmpty()) {
            own.roles()
                    .add(new InteractionRole(
                            number, InteractionRole.Part.WHOLE, OptionalInt.empty(), side(own, kind, false)));
            return;
        }
        Through through = kind.through().get();
        own.roles()
                .add(new InteractionRole(
                        number,
                        InteractionRole.Part.CHILD,
                        OptionalInt.of(own.text(through.by())),
                        side(own, kind, false)));
        Draft parent = draft(through.table());
        int key = parent.cell(List.of(through.by(), USUAL_KEY), Form.TEXT);
        parent.roles()
                .add(new InteractionRole(
                        number, InteractionRole.Part.PARENT, OptionalInt.of(key), side(parent, kind, true)));
    }

    private static SideCells side(Draft draft, InteractionKind kind, boolean parent) {
        Optional<ColumnRef> quantity = kind.weight().column();
        boolean tellsWeight = quantity.map(ColumnRef::parent).orElse(false) == parent;
        Map<Integer, List<String>> only = new TreeMap<>();
        kind.only().forEach((column, values) -> {
            if (column.parent() == parent) {
                only.put(draft.text(column.column()), values);
            }
        });
        return new SideCells(
                cell(draft, kind.user(), parent, Form.TEXT),
                cell(draft, kind.item(), parent, Form.TEXT),
                cell(draft, kind.at(), parent, Form.MICROS),
                Optional.of(kind.weight()).filter(any -> tellsWeight),
                quantity.map(column -> cell(draft, column, parent, Form.NUMBER)).orElseGet(OptionalInt::empty),
                only);
    }

    private static OptionalInt cell(Draft draft, ColumnRef column, boolean parent, Form form) {
        return column.parent() == parent
                ? OptionalInt.of(draft.cell(List.of(column.column()), form))
                : OptionalInt.empty();
    }

    private void relation(Relation relation) {
        // Events come by another way.
        if (relation.of() instanceof OfTable rows) {
            relation(relation, rows.table());
        }
    }

    private void relation(Relation relation, TableId table) {
        Draft own = draft(table);
        List<Integer> ownCells = cells(own, relation.own());
        if (relation.through().isEmpty()) {
            own.roles().add(new RelationRole(relation, Place.Part.OWN, OptionalInt.empty(), ownCells));
            return;
        }
        Through through = relation.through().get();
        own.roles().add(new RelationRole(relation, Place.Part.OWN, OptionalInt.of(own.text(through.by())), ownCells));
        Draft parent = draft(through.table());
        int key = parent.cell(List.of(through.by(), USUAL_KEY), Form.TEXT);
        List<Integer> parentCells = cells(parent, relation.parent());
        parent.roles().add(new RelationRole(relation, Place.Part.PARENT, OptionalInt.of(key), parentCells));
    }

    private static List<Integer> cells(Draft draft, List<Field> fields) {
        return fields.stream()
                .map(field -> draft.cell(List.of(field.column()), field.form()))
                .toList();
    }

    private void lookup(Lookup lookup) {
        Draft draft = draft(lookup.table());
        List<String> names =
                lookup.by().equals(Lookup.OWN_KEY) ? List.of(CellSpec.KEY) : List.of(lookup.by(), USUAL_KEY);
        int key = draft.cell(names, Form.TEXT);
        draft.roles().add(new LookupRole(lookup.number(), key, draft.text(lookup.column())));
    }

    private static OptionalInt optional(Optional<Integer> cell) {
        return cell.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }
}
