package io.millrace.serving.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.Suggestion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The JSON object that a request has sent. */
record RequestBody(Map<String, JsonNode> fields) {
    /** Of a request without a body. */
    static final RequestBody NONE = new RequestBody(Map.of());

    private static final String BODY = "body";
    private static final String ID = "id";
    private static final String WEIGHT = "weight";
    private static final double LARGEST_WEIGHT = 1e6;
    private static final int LARGEST_EXPONENT = 20;
    private static final ObjectReader READER = Json.mapper()
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    /** Parses and checks the names of the fields. */
    static RequestBody parse(byte[] bytes, Route.BodyForm form) {
        Set<String> allowed = new TreeSet<>(form.parameters());
        allowed.add(form.field());
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object(bytes).fields().forEachRemaining(field -> {
            if (!allowed.contains(field.getKey())) {
                throw new ProblemException(Problem.ofParameter(
                        ApiRequest.shown(field.getKey()),
                        "There is no field '%s' here.%s The fields are: %s"
                                .formatted(
                                        ApiRequest.shown(field.getKey()),
                                        Suggestion.didYouMean(field.getKey(), allowed),
                                        allowed)));
            }
            fields.put(field.getKey(), field.getValue());
        });
        if (!fields.containsKey(form.field())) {
            throw ApiRequest.refused(BODY, "must have the field '%s'".formatted(form.field()));
        }
        return new RequestBody(fields);
    }

    private static JsonNode object(byte[] bytes) {
        try {
            JsonNode node = READER.readTree(bytes);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw ApiRequest.refused(BODY, "is not JSON: %s".formatted(e.getOriginalMessage()));
        } catch (IOException e) {
            throw ApiRequest.refused(BODY, "is not JSON in UTF-8: %s".formatted(e.getMessage()));
        }
        throw ApiRequest.refused(BODY, "must be a JSON object");
    }

    /** The values of a field as a query would have them; none where it is not there. */
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        if (!fields.containsKey(field)) {
            return texts;
        }
        JsonNode value = fields.get(field);
        for (JsonNode element : value.isArray() ? value : List.of(value)) {
            if (!element.isValueNode() || element.isNull()) {
                throw ApiRequest.refused(field, "must be a text, a number, true or false, or a list of these");
            }
            texts.add(text(element));
        }
        return texts;
    }

    /** Numbers without an exponent, as a query has them: 20.0 is parsed to 2E+1. */
    private static String text(JsonNode element) {
        boolean isPlain = element.isNumber() && Math.abs(element.decimalValue().scale()) <= LARGEST_EXPONENT;
        return isPlain ? element.decimalValue().toPlainString() : element.asText();
    }

    /** The different ids in a list, in their order. */
    Set<String> ids(String field, int least, int most) {
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode element : list(field, least, most)) {
            ids.add(id(field, element));
        }
        return ids;
    }

    /** The weights of the items in a list: each is an id, which weighs 1, or an object of id and weight. */
    Map<String, Double> weights(String field, int most) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (JsonNode element : list(field, 0, most)) {
            if (element.isObject()) {
                element.fieldNames().forEachRemaining(name -> requireIdOrWeight(field, name));
                weights.merge(id(field, element.path(ID)), weight(field, element), Double::sum);
            } else {
                weights.merge(id(field, element), 1.0, Double::sum);
            }
        }
        return weights;
    }

    private static void requireIdOrWeight(String field, String name) {
        if (!name.equals(ID) && !name.equals(WEIGHT)) {
            throw ApiRequest.refused(
                    field, "has an object with '%s', but may have id and weight".formatted(ApiRequest.shown(name)));
        }
    }

    private static double weight(String field, JsonNode element) {
        JsonNode weight = element.path(WEIGHT);
        if (weight.isMissingNode()) {
            return 1;
        }
        double number = weight.isNumber() ? weight.doubleValue() : Double.NaN;
        if (!(number > 0 && number <= LARGEST_WEIGHT)) {
            throw ApiRequest.refused(
                    field, "has a weight that is not a number above 0, up to %.0f".formatted(LARGEST_WEIGHT));
        }
        return number;
    }

    private JsonNode list(String field, int least, int most) {
        JsonNode value = fields.get(field);
        if (!value.isArray() || value.size() < least || value.size() > most) {
            throw ApiRequest.refused(field, "must be a list of %d to %d".formatted(least, most));
        }
        return value;
    }

    private static String id(String field, JsonNode node) {
        if (!node.isTextual() && !node.isIntegralNumber()) {
            throw ApiRequest.refused(field, "has an element without an id, which is a text or a whole number");
        }
        if (node.asText().length() > ApiRequest.LONGEST_ID) {
            throw ApiRequest.refused(field, "has an id of more than %d characters".formatted(ApiRequest.LONGEST_ID));
        }
        // Escapes can spell half a character, which would be looked up as another one.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(node.asText())) {
            throw ApiRequest.refused(field, "has an id that is not Unicode");
        }
        return node.asText();
    }
}
