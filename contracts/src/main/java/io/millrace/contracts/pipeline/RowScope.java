package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.pipeline.InteractionKind.Through;
import io.millrace.contracts.pipeline.RowSource.OfEvents;
import io.millrace.contracts.pipeline.RowSource.OfTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows that a figure is made of, and the columns that it may name.
 *
 * @param columns gives what a name means
 */
record RowScope(TimedRows rows, Columns columns) {
    private static final String EVENT = "event";
    private static final int MOST_FACTORS = 2;

    /** What a figure does with a column. Of a table it shows when there is one; of events it is known before. */
    enum Use {
        /** It may be any. */
        ANY,
        /** Rows are told apart by it. */
        WORD,
        /** It is summed or compared. */
        NUMBER
    }

    /** What stands under a key. */
    private interface Columns {
        ColumnRef of(String key, String name, Use use);
    }

    /** The rows of a table or the events of a type, whichever the section names. */
    static RowScope read(YamlSection section, List<EventType> events) {
        return section.has(EVENT) ? ofEvents(section, events) : ofTable(section);
    }

    private static RowScope ofTable(YamlSection section) {
        TableId table = section.requiredTable("table");
        Optional<Through> through = Optional.empty();
        if (section.has("through")) {
            YamlSection parent = section.section("through");
            through = Optional.of(new Through(parent.requiredTable("table"), parent.requiredText("by")));
            parent.close();
        }
        var columns = new ColumnScope(table, through.map(Through::table), section);
        Map<ColumnRef, List<String>> only = new LinkedHashMap<>();
        RecommendSection.conditions(section.section("only"))
                .forEach((column, values) -> only.put(columns.column("only", column), values));
        ColumnRef at = columns.column("at", section.requiredText("at"));
        return new RowScope(
                new TimedRows(new OfTable(table), through, at, only), (key, name, use) -> columns.column(key, name));
    }

    private static RowScope ofEvents(YamlSection section, List<EventType> events) {
        String event = section.requiredText(EVENT);
        for (String other : List.of("table", "through")) {
            if (section.has(other)) {
                section.section(other);
                section.problemAt(
                        other,
                        "is not of events: a figure is made of the rows of a table, or of the events of '%s'"
                                .formatted(event));
            }
        }
        var fields = FieldScope.of(event, events, section);
        Optional<String> at =
                section.text("at").map(field -> fields.time("at", field)).or(fields::usualTime);
        Map<ColumnRef, List<String>> only = new LinkedHashMap<>();
        fields.conditions(section.section("only")).forEach((field, values) -> only.put(field(field), values));
        return new RowScope(
                new TimedRows(new OfEvents(event), Optional.empty(), field(at.orElse(EventType.RECEIVED_AT)), only),
                (key, name, use) -> field(fields.used(key, name, use)));
    }

    private static ColumnRef field(String name) {
        return new ColumnRef(false, name);
    }

    ColumnRef column(String key, String name, Use use) {
        return columns.of(key, name, use);
    }

    /** {@code quantity}, or the product {@code quantity * price}; nothing where there is none. */
    List<ColumnRef> value(YamlSection section, Use use) {
        Optional<String> text = section.text("value");
        List<ColumnRef> factors = new ArrayList<>();
        String[] names = text.map(all -> all.split("\\*", -1)).orElse(new String[0]);
        for (String factor : names) {
            factors.add(column("value", factor.strip(), names.length > 1 ? Use.NUMBER : use));
        }
        if (factors.size() > MOST_FACTORS
                || factors.stream().anyMatch(factor -> factor.column().isEmpty())) {
            section.problemAt(
                    "value",
                    "must be a column or the product of two, such as 'quantity * price', but is '%s'"
                            .formatted(text.orElse("")));
        }
        return factors;
    }
}
