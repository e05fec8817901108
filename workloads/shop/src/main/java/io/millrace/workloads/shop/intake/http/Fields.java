package io.millrace.workloads.shop.intake.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.process.Suggestion;
import io.millrace.workloads.shop.intake.event.Price;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Reads the fields of one object and notes what is wrong with each.
 *
 * <p>What is wrong is read as a value that does no harm, so that everything wrong is told at once; nobody may use what was
 * read when a problem was noted.
 */
final class Fields {
    private static final int LONGEST_SHOWN = 100;

    private final ObjectNode object;
    private final String prefix;
    private final List<FieldProblem> problems;

    /**
     * Reads this object.
     *
     * @param prefix of the places of its fields
     * @param problems to which is added
     */
    Fields(ObjectNode object, String prefix, List<FieldProblem> problems) {
        this.object = object;
        this.prefix = prefix;
        this.problems = problems;
    }

    /** Notes each field that is none of these. */
    void requireKnown(List<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String shown = name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "..." : name;
                problem(
                        shown,
                        "is no field of this.%s The fields are: %s"
                                .formatted(Suggestion.didYouMean(shown, known), String.join(", ", known)));
            }
        });
    }

    /** A whole number that must be there. */
    int number(String name, int least) {
        Optional<Integer> number = optionalNumber(name, least);
        if (number.isEmpty() && isAbsent(name)) {
            problem(name, "must be there: a whole number from %d on".formatted(least));
        }
        return number.orElse(least);
    }

    /** A whole number, if it is there. */
    Optional<Integer> optionalNumber(String name, int least) {
        if (isAbsent(name)) {
            return Optional.empty();
        }
        JsonNode value = object.get(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least) {
            problem(name, "must be a whole number from %d to %d".formatted(least, Integer.MAX_VALUE));
            return Optional.empty();
        }
        return Optional.of(value.intValue());
    }

    /** An amount of money, if it is there. */
    Optional<Price> price(String name) {
        if (isAbsent(name)) {
            return Optional.empty();
        }
        JsonNode value = object.get(name);
        if (!value.isNumber() || !Price.isPrice(value.decimalValue())) {
            problem(name, Price.RULE);
            return Optional.empty();
        }
        return Optional.of(Price.of(value.decimalValue()));
    }

    /** A text that Postgres can hold, if it is there. */
    Optional<String> text(String name, int longest) {
        if (isAbsent(name)) {
            return Optional.empty();
        }
        String text = object.get(name).asText();
        if (!object.get(name).isTextual()
                || text.isBlank()
                || text.length() > longest
                || text.indexOf('\0') >= 0
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            problem(name, "must be a text of 1 to %d characters".formatted(longest));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** Notes that a field is missing, unless it is there. */
    void require(String name, String what) {
        if (isAbsent(name)) {
            problem(name, "must be there: " + what);
        }
    }

    private boolean isAbsent(String name) {
        JsonNode value = object.path(name);
        return value.isMissingNode() || value.isNull();
    }

    void problem(String name, String reason) {
        problems.add(new FieldProblem(prefix + name, reason));
    }
}
