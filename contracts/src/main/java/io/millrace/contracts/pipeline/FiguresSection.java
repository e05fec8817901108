package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.InteractionKind.Through;
import io.millrace.contracts.process.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads the sections {@code measures}, {@code trends} and {@code rules} of a pipeline file. */
final class FiguresSection {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}");
    private static final int MOST_FACTORS = 2;

    private FiguresSection() {}

    static Figures read(YamlSection file) {
        List<Measure> measures = each(file.section("measures"), MeasureSection::read);
        List<Trend> trends = each(file.section("trends"), (name, trend) -> TrendSection.read(name, trend, measures));
        return new Figures(measures, trends, each(file.section("rules"), RuleSection::read));
    }

    private static <T> List<T> each(YamlSection section, BiFunction<String, YamlSection, T> reader) {
        List<T> all = new ArrayList<>();
        section.sections().forEach((name, each) -> {
            checkName(name, each);
            all.add(reader.apply(name, each));
            each.close();
        });
        return all;
    }

    static void checkName(String name, YamlSection section) {
        if (!NAME.matcher(name).matches()) {
            section.problem("must be named by up to 40 letters, digits and underscores, a letter first");
        }
    }

    /** The rows of a section, and the columns that it may name. */
    record Scope(TimedRows rows, ColumnScope columns) {
        ColumnRef column(String key, String text) {
            return columns.column(key, text);
        }

        /** {@code quantity}, or the product {@code quantity * price}; nothing where there is none. */
        List<ColumnRef> value(YamlSection section) {
            Optional<String> text = section.text("value");
            List<ColumnRef> factors = new ArrayList<>();
            for (String factor : text.map(all -> all.split("\\*", -1)).orElse(new String[0])) {
                factors.add(column("value", factor.strip()));
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

    static Scope rows(YamlSection section) {
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
        return new Scope(new TimedRows(table, through, at, only), columns);
    }

    /**
     * A word out of a few.
     *
     * @param usual what stands in for one that is missing or unknown, so that reading can go on to the next problem
     */
    static <T> T choice(YamlSection section, String key, Map<String, T> known, T usual) {
        String word = section.requiredText(key);
        return word.isEmpty() ? usual : chosen(section, key, word, known, usual);
    }

    static <T> T chosen(YamlSection section, String key, String word, Map<String, T> known, T usual) {
        if (!known.containsKey(word)) {
            section.problemAt(
                    key,
                    "must be one of %s, but is '%s'.%s"
                            .formatted(
                                    String.join(", ", known.keySet()),
                                    word,
                                    Suggestion.didYouMean(word, known.keySet())));
        }
        return known.getOrDefault(word, usual);
    }
}
