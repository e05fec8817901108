package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.TableSchema;
import io.millrace.lakehouse.schema.QuotedName;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** The parts of a merge of folded rows into a silver table. */
final class MergeClause {
    static final String TARGET = "target";
    static final String SOURCE = "source";

    private final TableSchema schema;

    MergeClause(TableSchema schema) {
        this.schema = schema;
    }

    /** Rows belong together if their keys are equal; the range of the keys keeps whole files out of the search. */
    Column condition(FoldSummary summary) {
        Column condition = functions.lit(true);
        for (String name : schema.key()) {
            condition = condition.and(target(name).equalTo(source(name)));
        }
        for (var range : summary.keyRange().entrySet()) {
            condition = condition
                    .and(target(range.getKey())
                            .geq(functions.lit(range.getValue().least())))
                    .and(target(range.getKey())
                            .leq(functions.lit(range.getValue().most())));
        }
        return condition;
    }

    static Column isDelete() {
        return functions.col(SOURCE + "." + FoldedRows.ACTION).equalTo(FoldedRows.DELETE);
    }

    /** Whether the row belongs to one that is there; a replacement is inserted where all rows of its key are deleted. */
    static Column isNoReplacement() {
        return functions.col(SOURCE + "." + FoldedRows.ACTION).notEqual(FoldedRows.REPLACE);
    }

    /** Whether the row can be inserted; one that lacks values cannot. */
    static Column isWhole() {
        return functions
                .not(isDelete())
                .and(functions.col(SOURCE + "." + FoldedRows.ABSENT).isNull());
    }

    /** All columns from the change. */
    Map<String, Column> inserted() {
        Map<String, Column> values = new LinkedHashMap<>();
        schema.columns().forEach(column -> values.put(QuotedName.of(column.name()), source(column.name())));
        return values;
    }

    /** All columns from the change, except those that it left out. */
    Map<String, Column> updated(boolean anyPartial) {
        if (!anyPartial) {
            return inserted();
        }
        Map<String, Column> values = new LinkedHashMap<>();
        Column absent = functions.col(SOURCE + "." + FoldedRows.ABSENT);
        schema.columns().forEach(column -> {
            String name = column.name();
            // Without absent columns the condition is null, which is not true.
            values.put(
                    QuotedName.of(name),
                    functions
                            .when(functions.array_contains(absent, name), target(name))
                            .otherwise(source(name)));
        });
        return values;
    }

    /** A column of rows that stand alone. */
    static Column column(TableSchema.Column column) {
        return named(column.name());
    }

    static Column named(String name) {
        return functions.col(QuotedName.of(name));
    }

    static Column target(String name) {
        return functions.col(TARGET + "." + QuotedName.of(name));
    }

    static Column source(String name) {
        return functions.col(SOURCE + "." + FoldedRows.ROW).getField(name);
    }
}
