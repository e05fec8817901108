package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.InteractionKind.Scale;
import io.millrace.contracts.pipeline.InteractionKind.Through;
import io.millrace.contracts.pipeline.InteractionKind.Weight;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the section {@code recommend} of a pipeline file. */
final class RecommendSection {
    private static final Pattern DAYS = Pattern.compile("(\\d+)\\s*(d|days?)");

    private RecommendSection() {}

    static Recommend read(YamlSection section) {
        ZoneId timezone = section.parsed("timezone", ZoneId::of).orElse(ZoneId.of("UTC"));
        Optional<Duration> halfLife = section.parsed("half_life", RecommendSection::days);
        YamlSection users = section.requiredSection("users");
        var usersOf = new Users(table(users), users.requiredText("id"));
        users.close();
        Items items = items(section.requiredSection("items"));
        List<InteractionKind> kinds = new ArrayList<>();
        YamlSection interactions = section.requiredSection("interactions");
        interactions.sections().forEach((name, kind) -> kinds.add(kind(name, kind)));
        if (kinds.isEmpty()) {
            interactions.problem("must name at least one kind of interaction");
        }
        section.close();
        return new Recommend(timezone, halfLife, usersOf, items, kinds);
    }

    private static TableId table(YamlSection section) {
        return section.requiredTable("table");
    }

    static Duration days(String text) {
        Matcher matcher = DAYS.matcher(text);
        if (!matcher.matches() || matcher.group(1).equals("0")) {
            throw new IllegalArgumentException("a number of days such as '90d' is expected");
        }
        return Duration.ofDays(Long.parseLong(matcher.group(1)));
    }

    private static Items items(YamlSection section) {
        Optional<Items.Available> available = Optional.empty();
        if (section.has("available")) {
            YamlSection condition = section.section("available");
            available = Optional.of(new Items.Available(
                    condition.requiredText("column"),
                    condition.parsed("above", Double::parseDouble).orElse(0.0)));
            condition.close();
        }
        var items = new Items(
                table(section),
                section.requiredText("id"),
                section.text("title"),
                section.texts("attributes"),
                available);
        section.close();
        return items;
    }

    private static InteractionKind kind(String name, YamlSection section) {
        TableId table = table(section);
        Optional<Through> through = Optional.empty();
        if (section.has("through")) {
            YamlSection parent = section.section("through");
            through = Optional.of(new Through(table(parent), parent.requiredText("by")));
            parent.close();
        }
        var scope = new ColumnScope(table, through.map(Through::table), section);
        Map<ColumnRef, List<String>> only = new LinkedHashMap<>();
        conditions(section.section("only")).forEach((column, values) -> only.put(scope.column("only", column), values));
        var kind = new InteractionKind(
                name,
                table,
                through,
                scope.column("user", section.requiredText("user")),
                scope.column("item", section.requiredText("item")),
                scope.column("at", section.requiredText("at")),
                weight(section, scope),
                only);
        section.close();
        return kind;
    }

    /** {@code weight: quantity}, or a number, or a mapping of {@code column}, {@code scale} and {@code factor}. */
    private static Weight weight(YamlSection section, ColumnScope scope) {
        if (!section.has("weight")) {
            return Weight.ONE;
        }
        if (!section.isMapping("weight")) {
            String text = section.requiredText("weight");
            return number(text)
                    .map(factor -> new Weight(Optional.empty(), Scale.LINEAR, factor))
                    .orElseGet(() -> new Weight(Optional.of(scope.column("weight", text)), Scale.LINEAR, 1));
        }
        YamlSection weight = section.section("weight");
        Optional<ColumnRef> column = weight.text("column").map(text -> scope.column("weight.column", text));
        Scale scale = weight.parsed("scale", text -> Scale.valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(Scale.LINEAR);
        double factor = weight.parsed("factor", Double::parseDouble).orElse(1.0);
        weight.close();
        if (!(factor > 0)) {
            weight.problemAt("factor", "must be above zero");
        }
        return new Weight(column, scale, factor);
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Map<String, List<String>> conditions(YamlSection section) {
        Map<String, List<String>> conditions = new LinkedHashMap<>();
        for (String column : section.names()) {
            List<String> values = section.texts(column);
            if (values.isEmpty()) {
                section.problemAt(column, "must list at least one value");
            }
            conditions.put(column, values);
        }
        return conditions;
    }
}
