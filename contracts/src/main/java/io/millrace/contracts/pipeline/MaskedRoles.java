package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds columns that are masked although what they are used for needs their values. */
record MaskedRoles(Source source, Recommend recommend, Optional<Rfm> rfm) {

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        Users users = recommend.users();
        Items items = recommend.items();
        id("recommend.users.id", users.table(), users.id(), problems);
        id("recommend.items.id", items.table(), items.id(), problems);
        items.title().ifPresent(title -> shown("recommend.items.title", items.table(), title, problems));
        items.attributes().forEach(name -> shown("recommend.items.attributes", items.table(), name, problems));
        items.available()
                .ifPresent(
                        available -> value("recommend.items.available", items.table(), available.column(), problems));
        recommend.interactions().forEach(kind -> interaction(kind, problems));
        rfm.ifPresent(roles -> {
            reference("rfm.user", roles.table(), roles.user(), users.table(), users.id(), problems);
            value("rfm.at", roles.table(), roles.at(), problems);
            value("rfm.amount", roles.table(), roles.amount(), problems);
            roles.only().keySet().forEach(column -> value("rfm.only", roles.table(), column, problems));
        });
        return problems;
    }

    private void interaction(InteractionKind kind, List<String> problems) {
        String path = "recommend.interactions." + kind.name();
        Users users = recommend.users();
        Items items = recommend.items();
        reference(
                path + ".user", tableOf(kind, kind.user()), kind.user().column(), users.table(), users.id(), problems);
        reference(
                path + ".item", tableOf(kind, kind.item()), kind.item().column(), items.table(), items.id(), problems);
        value(path + ".at", tableOf(kind, kind.at()), kind.at().column(), problems);
        kind.weight()
                .column()
                .ifPresent(column -> value(path + ".weight", tableOf(kind, column), column.column(), problems));
        kind.only().keySet().forEach(column -> value(path + ".only", tableOf(kind, column), column.column(), problems));
        kind.through().ifPresent(through -> id(path + ".through.by", kind.table(), through.by(), problems));
    }

    private static TableId tableOf(InteractionKind kind, ColumnRef column) {
        return column.parent() ? kind.through().orElseThrow().table() : kind.table();
    }

    private Optional<ColumnRule> rule(TableId table, String column) {
        return Optional.ofNullable(source.rules(table).get(column));
    }

    void id(String path, TableId table, String column, List<String> problems) {
        rule(table, column)
                .filter(rule -> !rule.keepsIdentity())
                .ifPresent(
                        rule -> problems.add("'%s' is %s.%s, whose mask '%s' does not tell ids apart; only sha256 does"
                                .formatted(path, table, column, rule.description())));
    }

    void shown(String path, TableId table, String column, List<String> problems) {
        rule(table, column)
                .filter(rule -> !rule.keepsColumn())
                .ifPresent(
                        rule -> problems.add("'%s' is %s.%s, which is dropped; mask it in another way or do not use it"
                                .formatted(path, table, column)));
    }

    void value(String path, TableId table, String column, List<String> problems) {
        rule(table, column)
                .ifPresent(rule -> problems.add(
                        "'%s' is %s.%s, whose value is needed, but it is masked by '%s'; take the mask away or do not use it"
                                .formatted(path, table, column, rule.description())));
    }

    /** An id that refers to another: a join finds it only if both are hashed or neither is. */
    void reference(
            String path, TableId table, String column, TableId wantedTable, String wanted, List<String> problems) {
        id(path, table, column, problems);
        boolean hashed = rule(table, column).isPresent();
        if (hashed != rule(wantedTable, wanted).isPresent()) {
            problems.add(
                    "'%s' is %s.%s, which is %s, but %s.%s, which it refers to, is %s; mask both by sha256 or neither"
                            .formatted(path, table, column, words(hashed), wantedTable, wanted, words(!hashed)));
        }
    }

    private static String words(boolean masked) {
        return masked ? "masked" : "not masked";
    }
}
