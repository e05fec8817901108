package io.millrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.millrace.contracts.process.Json;
import io.millrace.local.stack.Probe;
import java.util.ArrayList;
import java.util.List;

/**
 * What the running server says of itself in its OpenAPI document, held against what it answers.
 *
 * @param document of that server
 */
record DescribedApi(JsonNode document) {

    /** The paths that the document describes for this method, such as {@code get}. */
    List<String> paths(String method) {
        List<String> paths = new ArrayList<>();
        document.at("/paths").fields().forEachRemaining(path -> {
            if (path.getValue().has(method)) {
                paths.add(path.getKey());
            }
        });
        return paths;
    }

    /** The body that the document has as an example of a POST to paths of this template. */
    JsonNode body(String template) {
        return document.at("/paths").path(template).at("/post/requestBody/content/application~1json/example");
    }

    /** Where the answer to this method at a path of this template is not as described; empty where it is. */
    List<String> problems(String method, String template, Probe.Answer answer) {
        JsonNode response = resolved(document.at("/paths")
                .path(template)
                .path(method)
                .path("responses")
                .path(Integer.toString(answer.status())));
        if (response.isMissingNode()) {
            return List.of("%s answers %d, which is not described".formatted(template, answer.status()));
        }
        JsonNode content = response.path("content");
        String type = answer.status() / 100 == 2 ? "application/json" : "application/problem+json";
        return content.has(type) ? problems(content.path(type).path("schema"), answer.body()) : List.of();
    }

    private List<String> problems(JsonNode schema, JsonNode value) {
        ObjectNode whole = Json.mapper().createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", document.get("components"));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(whole).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }
}
