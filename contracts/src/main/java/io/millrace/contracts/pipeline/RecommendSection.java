package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the section {@code recommend} of a pipeline file. */
final class RecommendSection {
    private static final Pattern DAYS = Pattern.compile("(\\d+)\\s*(d|days?)");

    private RecommendSection() {}

    /**
     * Reads the section.
     *
     * @param interactions what it says of those, read before
     */
    static Recommend read(YamlSection section, List<InteractionKind> interactions) {
        ZoneId timezone = section.parsed("timezone", ZoneId::of).orElse(ZoneId.of("UTC"));
        Optional<Duration> halfLife = section.parsed("half_life", RecommendSection::days);
        Caps caps = caps(section.section("caps"));
        YamlSection users = section.requiredSection("users");
        var usersOf = new Users(table(users), users.requiredText("id"));
        users.close();
        Items items = items(section.requiredSection("items"));
        section.close();
        return new Recommend(timezone, halfLife, caps, usersOf, items, interactions);
    }

    private static Caps caps(YamlSection section) {
        Optional<Double> strength = section.parsed("strength", Double::valueOf);
        Optional<Integer> items = section.parsed("items", Integer::valueOf);
        section.close();
        strength.filter(most -> !(most > 0 && Double.isFinite(most)))
                .ifPresent(most -> section.problemAt("strength", "must be above zero, but is " + most));
        items.filter(most -> most < 1)
                .ifPresent(most -> section.problemAt("items", "must be at least 1, but is " + most));
        return new Caps(strength, items);
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
