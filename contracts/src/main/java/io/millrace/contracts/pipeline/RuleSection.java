package io.millrace.contracts.pipeline;

import io.millrace.contracts.event.EventType;
import io.millrace.contracts.pipeline.RowScope.Use;
import io.millrace.contracts.pipeline.Rule.AboveValue;
import io.millrace.contracts.pipeline.Rule.Cause;
import io.millrace.contracts.pipeline.Rule.ManyRows;
import io.millrace.contracts.pipeline.Rule.ManyValues;
import io.millrace.contracts.pipeline.Rule.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one rule. */
final class RuleSection {
    private static final Map<String, Severity> SEVERITIES = MeasureSection.words(Severity.values());
    private static final Pattern SPAN = Pattern.compile("([1-9]\\d{0,5})\\s*([smhd])");
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_STRETCHES = 60;

    /** The kinds of causes. */
    private enum Kind {
        VALUE,
        COUNT,
        DISTINCT
    }

    private static final Map<String, Kind> KINDS = MeasureSection.words(Kind.values());

    private RuleSection() {}

    static Rule read(String name, YamlSection section, List<EventType> events) {
        RowScope scope = RowScope.read(section, events);
        Kind kind = FiguresSection.choice(section, "kind", KINDS, Kind.VALUE);
        Severity severity = FiguresSection.choice(section, "severity", SEVERITIES, Severity.HIGH);
        ColumnRef key = scope.column("key", section.requiredText("key"), Use.WORD);
        return new Rule(name, severity, scope.rows(), key, cause(kind, scope, section));
    }

    private static Cause cause(Kind kind, RowScope scope, YamlSection section) {
        BigDecimal above = section.parsed("above", BigDecimal::new).orElse(BigDecimal.ZERO);
        if (!section.has("above")) {
            section.problemAt("above", "is missing");
        }
        List<ColumnRef> value = scope.value(section, kind == Kind.VALUE ? Use.NUMBER : Use.WORD);
        boolean needsValue = kind != Kind.COUNT;
        if (needsValue && value.isEmpty()) {
            section.problemAt("value", "is missing");
        }
        if (kind == Kind.VALUE) {
            return new AboveValue(value, above);
        }
        boolean isCount = above.signum() > 0
                && above.stripTrailingZeros().scale() <= 0
                && above.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
        if (!isCount) {
            section.problemAt(
                    "above", "must be a whole number of rows or values, at least 1, but is '%s'".formatted(above));
        }
        Duration within = span(section, "within", null);
        Duration coolDown = span(section, "cool_down", within);
        if (coolDown.multipliedBy(MOST_STRETCHES).compareTo(within) < 0) {
            // Each row is looked at in each stretch that its span touches.
            section.problemAt(
                    "cool_down",
                    "must be at least a sixtieth of 'within', %s, but is %s".formatted(text(within), text(coolDown)));
        }
        if (kind == Kind.COUNT) {
            return new ManyRows(above.longValue(), within, coolDown);
        }
        if (value.size() > 1) {
            section.problemAt("value", "must be one column where different values are counted");
        }
        ColumnRef counted = value.isEmpty() ? new ColumnRef(false, "") : value.get(0);
        return new ManyValues(counted, above.longValue(), within, coolDown);
    }

    private static String text(Duration time) {
        return time.toSeconds() + "s";
    }

    private static Duration span(YamlSection section, String key, Duration usual) {
        if (!section.has(key) && usual == null) {
            section.problemAt(key, "is missing");
        }
        return section.parsed(key, RuleSection::span).orElse(usual == null ? LONGEST : usual);
    }

    private static Duration span(String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a time such as '90s', '5m' or '1h' is expected");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration span =
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                };
        if (span.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a day is the longest");
        }
        return span;
    }
}
