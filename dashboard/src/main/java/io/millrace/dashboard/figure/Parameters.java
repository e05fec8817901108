package io.millrace.dashboard.figure;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters of a question, each by its name; what is wrong with one is told with its name. */
public record Parameters(Map<String, String> values) {
    private static final Pattern SPAN = Pattern.compile("([1-9]\\d{0,5})([mhd])");

    public Parameters {
        values = Map.copyOf(values);
    }

    /** Refuses a parameter that the question does not have: a misspelt one would be silently without effect. */
    public void allow(List<String> names) {
        var unknown = new TreeSet<>(values.keySet());
        names.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new QuestionException(
                    "There is no parameter '%s'; there are %s".formatted(unknown.first(), String.join(", ", names)));
        }
    }

    /** One of some words. */
    public String word(String name, List<String> words, String otherwise) {
        String value = values.getOrDefault(name, otherwise);
        if (!words.contains(value)) {
            throw new QuestionException(
                    "%s must be one of %s, but is '%s'".formatted(name, String.join(", ", words), value));
        }
        return value;
    }

    /** Any text. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A whole number from 1 on. */
    public int number(String name, int most, int otherwise) {
        String value = values.getOrDefault(name, String.valueOf(otherwise));
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw notFrom1To(name, most, value);
        }
        throw notFrom1To(name, most, value);
    }

    private static QuestionException notFrom1To(String name, int most, String value) {
        return new QuestionException("%s must be from 1 to %d, but is '%s'".formatted(name, most, value));
    }

    /** A time such as {@code 30m}. */
    public Optional<Duration> span(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> {
            Matcher matcher = SPAN.matcher(value);
            if (!matcher.matches()) {
                throw new QuestionException(
                        "%s must be a time such as 30m, 6h or 7d, but is '%s'".formatted(name, value));
            }
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        });
    }

    /** A moment with its offset. */
    public Optional<Instant> moment(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> {
            try {
                return OffsetDateTime.parse(value).toInstant();
            } catch (DateTimeParseException e) {
                throw new QuestionException(
                        "%s must be a moment such as 2026-11-27T08:30:00Z, but is '%s'".formatted(name, value));
            }
        });
    }
}
