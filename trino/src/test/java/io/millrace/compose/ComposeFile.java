package io.millrace.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The compose file beside the code that it starts. */
record ComposeFile(Path home, JsonNode tree) {
    static ComposeFile read() {
        Path home = Path.of(System.getProperty("millrace.home"));
        // Not Jackson's reader: it knows no merge keys.
        Map<String, Object> yaml =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(text(home.resolve("docker-compose.yml")));
        return new ComposeFile(home, new ObjectMapper().valueToTree(yaml));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String path) {
        return text(home.resolve(path));
    }

    Map<String, JsonNode> services() {
        var services = new TreeMap<String, JsonNode>();
        tree.path("services").fields().forEachRemaining(entry -> services.put(entry.getKey(), entry.getValue()));
        return services;
    }

    JsonNode service(String name) {
        return services().get(name);
    }

    /** The port of this machine on which a service is published, and the one of its container. */
    Map<Integer, Integer> ports(String service) {
        var ports = new TreeMap<Integer, Integer>();
        for (JsonNode port : service(service).path("ports")) {
            String[] parts = port.asText().split(":");
            ports.put(Integer.valueOf(parts[1]), Integer.valueOf(parts[2]));
        }
        return ports;
    }

    Optional<String> environment(String service, String name) {
        return Optional.ofNullable(service(service).path("environment").get(name))
                .map(JsonNode::asText);
    }

    /** The reference settings of a module. */
    Config reference(String module) {
        return ConfigFactory.parseFile(home.resolve(module)
                        .resolve("src/main/resources/reference.conf")
                        .toFile())
                .resolve();
    }

    /** Everything that a pattern's first group finds in a text. */
    static TreeSet<String> found(String pattern, String text) {
        var found = new TreeSet<String>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    static Stream<String> strings(JsonNode list) {
        Iterator<JsonNode> elements = list.elements();
        Iterable<JsonNode> iterable = () -> elements;
        return StreamSupport.stream(iterable.spliterator(), false).map(JsonNode::asText);
    }
}
