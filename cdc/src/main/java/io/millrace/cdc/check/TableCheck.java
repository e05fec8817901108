package io.millrace.cdc.check;

import io.millrace.cdc.source.SourceColumn;
import io.millrace.cdc.source.SourceTable;
import io.millrace.contracts.pipeline.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a table can be captured: its rows told apart, its changes logged, its contents read. */
record TableCheck(Source source, SourceTable table) {
    private static final String NEW_COLUMN = "row_id";

    List<Finding> find() {
        List<Finding> findings = new ArrayList<>();
        storage(findings);
        identity(findings);
        rights(findings);
        names(findings);
        computedKey(findings);
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    subject(), "can be captured, by its key (%s)".formatted(String.join(", ", table.key()))));
        }
        computed(findings);
        return findings;
    }

    private String subject() {
        return table.id().toString();
    }

    private String sqlName() {
        return SourceTable.quoted(table.id());
    }

    private void storage(List<Finding> findings) {
        if (table.kind() != 'r' && table.kind() != 'p') {
            findings.add(Finding.capture(
                    subject(),
                    "is not a table but a view or the like, which has no changes of its own; name its tables"));
        } else if (table.persistence() != 'p') {
            findings.add(Finding.capture(
                    subject(),
                    "is unlogged or temporary, so its changes are in no log",
                    "ALTER TABLE %s SET LOGGED".formatted(sqlName())));
        }
    }

    private void identity(List<Finding> findings) {
        if (table.kind() != 'r' && table.kind() != 'p') {
            return;
        }
        if (table.identity() == SourceTable.Identity.NOTHING) {
            findings.add(
                    apart(
                            "has no replica identity: once captured, its updates and deletes would be refused by the database"));
        } else if (table.identity() == SourceTable.Identity.DEFAULT && table.deferrable()) {
            findings.add(Finding.capture(
                    subject(),
                    "has a deferrable primary key, which the log does not take: once captured, its updates and deletes would be refused by the database",
                    "ALTER TABLE %s REPLICA IDENTITY FULL".formatted(sqlName())));
        } else if (table.identity() == SourceTable.Identity.INDEX && table.key().isEmpty()) {
            findings.add(apart("is identified by an index that is gone, so its rows cannot be told apart"));
        } else if (table.key().isEmpty()) {
            findings.add(
                    apart(
                            "has no primary key, so its rows cannot be told apart; columns that are unique and never null can be one, too"));
        }
    }

    /** A table whose rows have nothing that tells them apart in the log, with a command after which they have. */
    private Finding apart(String sentence) {
        String toDefault = "ALTER TABLE %s REPLICA IDENTITY DEFAULT".formatted(sqlName());
        if (!table.primaryKey().isEmpty()) {
            return Finding.capture(subject(), sentence, toDefault);
        }
        if (table.kind() == 'p') {
            // A key of it has to have the columns that it is divided by, and which others is not for a program to say.
            return Finding.capture(
                    subject(), sentence + "; a key of a partitioned table has the columns that it is divided by");
        }
        boolean isDefault =
                table.identity() == SourceTable.Identity.DEFAULT || table.identity() == SourceTable.Identity.FULL;
        return Finding.capture(
                subject(),
                sentence,
                identityIndex()
                        .orElseGet(
                                () -> "ALTER TABLE %s ADD COLUMN %s bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY%s"
                                        .formatted(sqlName(), newColumn(), isDefault ? "" : "; " + toDefault)));
    }

    private Optional<String> identityIndex() {
        return table.uniqueIndex()
                .filter(index -> table.kind() == 'r')
                .map(index -> "ALTER TABLE %s REPLICA IDENTITY USING INDEX %s"
                        .formatted(sqlName(), SourceTable.quoted(index)));
    }

    private String newColumn() {
        return SourceTable.quoted(Stream.iterate(NEW_COLUMN, name -> name + "_")
                .filter(name -> table.column(name).isEmpty())
                .findFirst()
                .orElseThrow());
    }

    private void rights(List<Finding> findings) {
        String role = SourceTable.quoted(source.user());
        if (!table.readable()) {
            findings.add(Finding.capture(
                    subject(),
                    "may not be read by the role %s".formatted(source.user()),
                    "GRANT USAGE ON SCHEMA %s TO %s; GRANT SELECT ON %s TO %s"
                            .formatted(SourceTable.quoted(table.id().schema()), role, sqlName(), role)));
        } else if (table.hidesRows()) {
            findings.add(Finding.capture(
                    subject(),
                    "hides rows from the role %s by row security, but the log has all of them".formatted(source.user()),
                    "ALTER ROLE %s BYPASSRLS".formatted(role)));
        }
    }

    private void computedKey(List<Finding> findings) {
        String computed = computed(column -> table.key().contains(column.name()));
        if (!computed.isEmpty()) {
            String sentence =
                    "has computed columns in its key, which are not in its log: %s; take another unique index as its identity"
                            .formatted(computed);
            findings.add(
                    table.kind() == 'r'
                            ? Finding.capture(
                                    subject(), sentence, identityIndex().orElseGet(this::newIdentity))
                            : Finding.capture(subject(), sentence));
        }
    }

    private String newIdentity() {
        String index = SourceTable.quoted(table.id().table() + "_identity");
        return "ALTER TABLE %1$s ADD COLUMN %2$s bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT %3$s UNIQUE; ALTER TABLE %1$s REPLICA IDENTITY USING INDEX %3$s"
                .formatted(sqlName(), newColumn(), index);
    }

    private void computed(List<Finding> findings) {
        String computed = computed(column -> !table.key().contains(column.name()));
        if (!computed.isEmpty()) {
            findings.add(Finding.advice(
                    subject(),
                    "has computed columns, which are not in its log and will not be in the lake: " + computed));
        }
    }

    private String computed(Predicate<SourceColumn> which) {
        return table.columns().stream()
                .filter(SourceColumn::generated)
                .filter(which)
                .map(column -> SourceTable.quoted(column.name()))
                .collect(Collectors.joining(", "));
    }

    private void names(List<Finding> findings) {
        Map<String, List<String>> byLowerCase = new HashMap<>();
        for (SourceColumn column : table.columns()) {
            byLowerCase
                    .computeIfAbsent(column.name().toLowerCase(Locale.ROOT), ignored -> new ArrayList<>())
                    .add(column.name());
        }
        byLowerCase.values().stream().filter(names -> names.size() > 1).forEach(names -> {
            String last = names.get(names.size() - 1);
            findings.add(Finding.capture(
                    subject(),
                    "has columns that differ only by letter case: "
                            + names.stream().map(SourceTable::quoted).collect(Collectors.joining(", ")),
                    "ALTER TABLE %s RENAME COLUMN %s TO %s"
                            .formatted(sqlName(), SourceTable.quoted(last), SourceTable.quoted(last + "_2"))));
        });
        table.columns().stream()
                .map(SourceColumn::name)
                .filter(name -> name.matches("(?s)([\"'`]).*\\1"))
                .forEach(name -> findings.add(Finding.capture(
                        subject(),
                        "has a column whose name is in quotes, which Debezium takes off: " + SourceTable.quoted(name),
                        "ALTER TABLE %s RENAME COLUMN %s TO %s"
                                .formatted(sqlName(), SourceTable.quoted(name), unquoted(name)))));
        boolean separated = table.identity() == SourceTable.Identity.INDEX
                && table.key().stream().anyMatch(name -> name.matches(".*[,;:].*"));
        if (separated) {
            findings.add(Finding.capture(
                    subject(),
                    "is identified by a column whose name has a comma, colon or semicolon, which cannot be configured",
                    "ALTER TABLE %s REPLICA IDENTITY DEFAULT".formatted(sqlName())));
        }
    }

    private String unquoted(String name) {
        return SourceTable.quoted(Stream.iterate(name.substring(1, name.length() - 1), shorter -> shorter + "_")
                .filter(shorter -> !shorter.isEmpty() && table.column(shorter).isEmpty())
                .findFirst()
                .orElseThrow());
    }
}
