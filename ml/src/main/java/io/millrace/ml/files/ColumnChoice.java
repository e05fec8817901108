package io.millrace.ml.files;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Suggestion;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which column of a file is what, as somebody said it.
 *
 * @param named headings, or numbers from 1; empty where the file has to say it
 */
public record ColumnChoice(Map<Column, String> named) {
    public ColumnChoice {
        named = named.isEmpty() ? Map.of() : new EnumMap<>(named);
    }

    /** Reads {@code user=Customer,item=StockCode}; an empty text leaves it to the file. */
    public static ColumnChoice parse(String text) {
        Map<Column, String> named = new EnumMap<>(Column.class);
        if (text.isBlank()) {
            return new ColumnChoice(named);
        }
        for (String part : text.split(",")) {
            int equals = part.indexOf('=');
            String word = equals < 0 ? part : part.substring(0, equals).strip();
            Column column = Column.of(word).orElseThrow(() -> unknown(word));
            if (equals < 0 || part.substring(equals + 1).isBlank()) {
                throw new PipelineException(
                        FailureKind.CONFIGURATION,
                        "--columns does not say which column the %s is; write %s=NAME or %s=NUMBER"
                                .formatted(column, column, column));
            }
            named.put(column, part.substring(equals + 1).strip());
        }
        for (Column column : Column.values()) {
            if (column.isNeeded() && !named.containsKey(column)) {
                throw new PipelineException(
                        FailureKind.CONFIGURATION,
                        "--columns names no %s; write such as user=NAME,item=NAME".formatted(column));
            }
        }
        return new ColumnChoice(named);
    }

    private static PipelineException unknown(String word) {
        return new PipelineException(
                FailureKind.CONFIGURATION,
                "--columns knows user, item, weight, time and event, but not '%s'.%s"
                        .formatted(
                                word,
                                Suggestion.didYouMean(
                                        word,
                                        Arrays.stream(Column.values())
                                                .map(Column::toString)
                                                .toList())));
    }

    /** The same of user and item alone. */
    public ColumnChoice ofPairs() {
        Map<Column, String> pairs = new EnumMap<>(Column.class);
        named.forEach((column, name) -> {
            if (column.isNeeded()) {
                pairs.put(column, name);
            }
        });
        return new ColumnChoice(pairs);
    }

    /** Whether the columns are named by numbers, which asks for no header. */
    boolean isByNumber() {
        return !named.isEmpty()
                && named.values().stream()
                        .allMatch(name -> name.chars().allMatch(Character::isDigit) && name.length() <= 3);
    }
}
