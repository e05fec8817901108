package io.millrace.ml.files;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which rows of a file count.
 *
 * @param only by a column's name, what its cell has to match as a whole
 * @param leastWeight rows below it are left out; without it those that are not above zero
 */
public record RowRules(Map<String, Pattern> only, OptionalDouble leastWeight) {
    public RowRules {
        only = new LinkedHashMap<>(only);
    }

    /** Reads conditions such as {@code StockCode=[0-9]{5}.*}. */
    public static RowRules of(List<String> conditions, OptionalDouble leastWeight) {
        Map<String, Pattern> only = new LinkedHashMap<>();
        for (String condition : conditions) {
            int equals = condition.indexOf('=');
            if (equals <= 0) {
                throw new PipelineException(
                        FailureKind.CONFIGURATION, "--only takes COLUMN=PATTERN, but got '%s'".formatted(condition));
            }
            only.put(condition.substring(0, equals), pattern(condition.substring(equals + 1)));
        }
        return new RowRules(only, leastWeight);
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "'%s' is no regular expression: %s".formatted(text, e.getDescription()),
                    e);
        }
    }

    boolean admits(double weight) {
        return leastWeight.isPresent() ? weight >= leastWeight.getAsDouble() : weight > 0;
    }
}
