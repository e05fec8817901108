package io.millrace.contracts.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${NAME}} in the texts of a parsed file, so that no value of a variable can change its structure. */
record Variables(UnaryOperator<String> environment, List<String> problems) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    JsonNode replacedIn(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode replaced = JsonNodeFactory.instance.objectNode();
            object.fields().forEachRemaining(field -> replaced.set(field.getKey(), replacedIn(field.getValue())));
            return replaced;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode replaced = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> replaced.add(replacedIn(element)));
            return replaced;
        }
        return node.isTextual() ? JsonNodeFactory.instance.textNode(replacedIn(node.textValue())) : node;
    }

    private String replacedIn(String text) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String value = environment.apply(match.group(1));
            if (value == null) {
                problems.add("The environment variable %s is not set, but the file uses it".formatted(match.group(1)));
                return "";
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
