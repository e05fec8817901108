package io.millrace.cdc.check;

import io.millrace.cdc.check.ColumnRole.Use;
import io.millrace.cdc.source.SourceColumn;
import io.millrace.cdc.source.SourceTable;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.ColumnRef;
import io.millrace.contracts.pipeline.InteractionKind;
import io.millrace.contracts.pipeline.Items;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.Recommend;
import io.millrace.contracts.process.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the columns that the pipeline file gives a meaning are there and of a fitting type. */
record RolesCheck(Pipeline pipeline, Map<TableId, SourceTable> tables) {

    /** Types that a text becomes as a whole or not at all. */
    private static final Set<String> CASTS = Set.of("smallint", "integer", "bigint", "uuid", "numeric", "timestamptz");

    List<Finding> find() {
        List<Finding> findings = new ArrayList<>();
        List<ColumnRole> roles = roles();
        roles.forEach(role -> examine(role).ifPresent(findings::add));
        for (InteractionKind kind : pipeline.recommend().interactions()) {
            String path = "recommend.interactions." + kind.name();
            parent(path, kind).ifPresent(findings::add);
            sameIds(path + ".user", kind, kind.user(), usersId()).ifPresent(findings::add);
            sameIds(path + ".item", kind, kind.item(), itemsId()).ifPresent(findings::add);
        }
        if (findings.stream().noneMatch(Finding::isProblem)) {
            findings.add(Finding.ok("recommender", "%d columns have what they are used for".formatted(roles.size())));
        }
        return findings;
    }

    private List<ColumnRole> roles() {
        Recommend recommend = pipeline.recommend();
        List<ColumnRole> roles = new ArrayList<>();
        roles.add(new ColumnRole(
                "recommend.users.id",
                recommend.users().table(),
                recommend.users().id(),
                Use.ID));
        Items items = recommend.items();
        roles.add(new ColumnRole("recommend.items.id", items.table(), items.id(), Use.ID));
        items.title()
                .ifPresent(title -> roles.add(new ColumnRole("recommend.items.title", items.table(), title, Use.ANY)));
        items.attributes()
                .forEach(name -> roles.add(new ColumnRole("recommend.items.attributes", items.table(), name, Use.ANY)));
        items.available()
                .ifPresent(available -> roles.add(
                        new ColumnRole("recommend.items.available", items.table(), available.column(), Use.NUMBER)));
        recommend.interactions().forEach(kind -> interaction(kind, roles));
        pipeline.rfm().ifPresent(rfm -> {
            roles.add(new ColumnRole("rfm.user", rfm.table(), rfm.user(), Use.ID));
            roles.add(new ColumnRole("rfm.at", rfm.table(), rfm.at(), Use.TIME));
            roles.add(new ColumnRole("rfm.amount", rfm.table(), rfm.amount(), Use.NUMBER));
            rfm.only().keySet().forEach(name -> roles.add(new ColumnRole("rfm.only", rfm.table(), name, Use.ANY)));
        });
        roles.addAll(FigureRoles.of(pipeline.figures()));
        return roles;
    }

    private static void interaction(InteractionKind kind, List<ColumnRole> roles) {
        String path = "recommend.interactions." + kind.name();
        roles.add(role(path + ".user", kind, kind.user(), Use.ID));
        roles.add(role(path + ".item", kind, kind.item(), Use.ID));
        roles.add(role(path + ".at", kind, kind.at(), Use.TIME));
        kind.weight().column().ifPresent(column -> roles.add(role(path + ".weight", kind, column, Use.NUMBER)));
        kind.only().keySet().forEach(column -> roles.add(role(path + ".only", kind, column, Use.ANY)));
        kind.through()
                .ifPresent(
                        through -> roles.add(new ColumnRole(path + ".through.by", kind.table(), through.by(), Use.ID)));
    }

    private static ColumnRole role(String path, InteractionKind kind, ColumnRef column, Use use) {
        return new ColumnRole(path, tableOf(kind, column), column.column(), use);
    }

    private static TableId tableOf(InteractionKind kind, ColumnRef column) {
        return column.parent() ? kind.through().orElseThrow().table() : kind.table();
    }

    private Optional<Finding> examine(ColumnRole role) {
        SourceTable table = tables.get(role.table());
        if (table == null) {
            return Optional.empty(); // That it does not exist is a finding already.
        }
        Optional<SourceColumn> column = table.column(role.column());
        if (column.isEmpty()) {
            List<String> names =
                    table.columns().stream().map(SourceColumn::name).toList();
            return Optional.of(Finding.recommender(
                    role.path(),
                    "names the column '%s', which %s does not have.%s"
                            .formatted(role.column(), role.table(), Suggestion.didYouMean(role.column(), names))));
        }
        if (!role.use().fits(column.get())) {
            return Optional.of(Finding.recommender(
                    role.path(),
                    "needs %s, but %s.%s is of type %s"
                            .formatted(
                                    role.use().description(),
                                    role.table(),
                                    role.column(),
                                    column.get().type()),
                    retyped(role.table(), role.column(), role.use().usualType())));
        }
        return role.use() == Use.NUMBER ? unbounded(role, column.get()) : Optional.empty();
    }

    private static Optional<Finding> unbounded(ColumnRole role, SourceColumn column) {
        if (!column.type().equals("numeric")) {
            return Optional.empty();
        }
        return Optional.of(Finding.advice(
                role.path(),
                "%s.%s is a numeric without a scale, which the lake holds as text; a scale rounds values that have more digits"
                        .formatted(role.table(), role.column()),
                "ALTER TABLE %s ALTER COLUMN %s TYPE numeric(18,2)"
                        .formatted(SourceTable.quoted(role.table()), SourceTable.quoted(role.column()))));
    }

    /**
     * A command that fails, and changes nothing, where a value does not fit the type: a cast to a type with a length or a
     * scale would cut the value instead, so that is left to the column.
     */
    private static String retyped(TableId table, String column, String type) {
        return "ALTER TABLE %1$s ALTER COLUMN %2$s TYPE %3$s USING %2$s::text%4$s"
                .formatted(
                        SourceTable.quoted(table),
                        SourceTable.quoted(column),
                        type,
                        CASTS.contains(type) ? "::" + type : "");
    }

    private Optional<Finding> parent(String path, InteractionKind kind) {
        return kind.through()
                .map(through -> tables.get(through.table()))
                .filter(table -> table.key().size() != 1)
                .map(table -> Finding.recommender(
                        path + ".through",
                        "leads to %s, whose key has %d columns; a parent's key has one"
                                .formatted(table.id(), table.key().size())));
    }

    private Optional<Finding> sameIds(String path, InteractionKind kind, ColumnRef column, Optional<String> wanted) {
        Optional<String> type = typeOf(kind, column);
        if (type.isEmpty() || wanted.isEmpty() || family(type.get()).equals(family(wanted.get()))) {
            return Optional.empty();
        }
        String sentence =
                "is of type %s, but the id that it refers to is of type %s".formatted(type.get(), wanted.get());
        boolean canBeOne =
                family(type.get()).equals("text") || family(wanted.get()).equals("text");
        return Optional.of(
                canBeOne
                        ? Finding.recommender(
                                path, sentence, retyped(tableOf(kind, column), column.column(), wanted.get()))
                        : Finding.recommender(
                                path, sentence + ", so it refers to something else; name another column"));
    }

    private static String family(String type) {
        if (type.equals("smallint") || type.equals("integer") || type.equals("bigint")) {
            return "integer";
        }
        return type.equals("uuid") ? type : "text";
    }

    private Optional<String> usersId() {
        return type(
                pipeline.recommend().users().table(),
                pipeline.recommend().users().id());
    }

    private Optional<String> itemsId() {
        return type(
                pipeline.recommend().items().table(),
                pipeline.recommend().items().id());
    }

    private Optional<String> typeOf(InteractionKind kind, ColumnRef column) {
        return type(tableOf(kind, column), column.column());
    }

    private Optional<String> type(TableId table, String column) {
        return Optional.ofNullable(tables.get(table))
                .flatMap(found -> found.column(column))
                .filter(Use.ID::fits)
                .map(SourceColumn::type);
    }
}
