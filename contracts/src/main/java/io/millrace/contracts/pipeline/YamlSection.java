package io.millrace.contracts.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A mapping of the pipeline file that notices what it is asked for: a problem is kept, with its place, so that all are
 * reported together, and a key that nobody asked for is a problem.
 */
final class YamlSection {
    private final String path;
    private final JsonNode node;
    private final List<String> problems;
    private final Set<String> asked = new TreeSet<>();

    YamlSection(String path, JsonNode node, List<String> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
        if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
            problem("must be a mapping, but is '%s'".formatted(node.asText(node.toString())));
        }
    }

    void problem(String sentence) {
        problems.add((path.isEmpty() ? "The file" : "'" + path + "'") + " " + sentence);
    }

    void problemAt(String key, String sentence) {
        problems.add("'" + at(key) + "' " + sentence);
    }

    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    boolean isMapping(String key) {
        return node.path(key).isObject();
    }

    YamlSection section(String key) {
        asked.add(key);
        return new YamlSection(at(key), node.path(key), problems);
    }

    /** A mapping that must be there. */
    YamlSection requiredSection(String key) {
        if (!has(key)) {
            problemAt(key, "is missing");
        }
        return section(key);
    }

    Optional<String> text(String key) {
        asked.add(key);
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            problemAt(key, "must be a text");
            return Optional.empty();
        }
        return Optional.of(value.asText());
    }

    /** A text that must be there; an empty one stands in for it so that reading can go on to the next problem. */
    String requiredText(String key) {
        return text(key).filter(value -> !value.isBlank()).orElseGet(() -> {
            problemAt(key, "is missing");
            return "";
        });
    }

    /** A text that means something; what its parser refuses becomes a problem. */
    <T> Optional<T> parsed(String key, Function<String, T> parser) {
        return text(key).flatMap(value -> {
            try {
                return Optional.of(parser.apply(value));
            } catch (IllegalArgumentException | java.time.DateTimeException e) {
                problemAt(key, "is '%s': %s".formatted(value, e.getMessage()));
                return Optional.empty();
            }
        });
    }

    /** A table that must be there; a name for none stands in for it so that reading can go on to the next problem. */
    TableId requiredTable(String key) {
        if (!has(key)) {
            problemAt(key, "is missing");
        }
        return parsed(key, TableId::parse).orElseGet(() -> TableId.parse("missing"));
    }

    List<String> texts(String key) {
        asked.add(key);
        JsonNode value = node.path(key);
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> texts.add(element.asText()));
        } else if (value.isValueNode() && !value.isNull()) {
            texts.add(value.asText());
        } else if (value.isObject()) {
            problemAt(key, "must be a list");
        }
        return texts;
    }

    /** The keys of this mapping, whatever they are, each with its section. */
    Map<String, YamlSection> sections() {
        Map<String, YamlSection> sections = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> sections.put(name, section(name)));
        return sections;
    }

    /** The keys of this mapping in the order of the file. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Reports the keys that nobody asked for. */
    void close() {
        for (String name : names()) {
            if (!asked.contains(name)) {
                problems.add("Unknown key '%s'.%s".formatted(at(name), Suggestion.didYouMean(name, asked)));
            }
        }
    }
}
