package io.millrace.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.process.Json;
import java.io.IOException;

/**
 * Reads JSON strictly (one object, no key twice, nothing after it) and within limits, which are judged token by token
 * before anything is built.
 */
final class JsonReading {
    /** An event is flat, so this leaves room to say which of its fields is not. */
    private static final int DEPTH = 8;

    private static final int LONGEST_NUMBER = 100;
    private static final int TOKENS_FOR_EACH_EVENT = 200;
    private static final int MORE_TOKENS = 10_000;
    private static final ObjectReader TREES = Json.mapper().reader();

    private final int mostEvents;
    private final long mostTokens;
    private final int longestText;
    private final JsonFactory judging;
    private final JsonFactory building;
    private final String limits;

    /**
     * Reads bodies of so many events.
     *
     * @param longestText in characters
     */
    JsonReading(int mostEvents, int longestText) {
        this.mostEvents = mostEvents;
        this.longestText = longestText;
        this.mostTokens = MORE_TOKENS + (long) mostEvents * TOKENS_FOR_EACH_EVENT;
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH)
                .maxNumberLength(LONGEST_NUMBER)
                .maxStringLength(longestText)
                .build();
        this.judging = factory(constraints, false);
        // To know all names of an object takes memory, so only what was judged is held to it.
        this.building = factory(constraints, true);
        this.limits = "%d levels, %d names and values, texts of %d characters, numbers of %d"
                .formatted(DEPTH, mostTokens, longestText, LONGEST_NUMBER);
    }

    private static JsonFactory factory(StreamReadConstraints constraints, boolean strict) {
        return JsonFactory.builder()
                .streamReadConstraints(constraints)
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                // Names are whatever somebody sends.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    /**
     * How many bytes of the heap a body and what is made of it take at most. Takes next to nothing itself.
     *
     * @throws ProblemException if the body is not one object within the limits
     */
    long heap(byte[] body) {
        try (JsonParser parser = judging.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw JsonBody.refused("The body must be a JSON object");
            }
            var weight = new JsonWeight(body.length);
            weight.add(parser);
            while (weight.isOpen()) {
                // The parser itself refuses an end that has no beginning, and a missing one.
                parser.nextToken();
                weight.add(parser);
                if (weight.tokens() > mostTokens || isTooLong(parser)) {
                    throw beyond();
                }
                if (weight.events() > mostEvents) {
                    throw JsonBody.refused(
                            "A request has at most %d events, but this one has more".formatted(mostEvents));
                }
            }
            if (parser.nextToken() != null) {
                throw JsonBody.refused("The body must be one JSON object, but something follows it");
            }
            return weight.bytes();
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** The parser itself looks at the length of a text when its buffer grows. */
    private boolean isTooLong(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING && parser.getTextLength() > longestText;
    }

    /** Builds the tree of a body that was judged. */
    ObjectNode tree(byte[] body) {
        try (JsonParser parser = building.createParser(body)) {
            if (TREES.readTree(parser) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw refused(e);
        }
        throw JsonBody.refused("The body must be a JSON object");
    }

    private ProblemException beyond() {
        return JsonBody.refused("The body has more of something than a body may have: " + limits);
    }

    private ProblemException refused(IOException failure) {
        if (failure instanceof StreamConstraintsException) {
            return beyond();
        }
        return JsonBody.refused(
                failure instanceof JsonProcessingException known
                        ? "The body is not JSON: " + known.getOriginalMessage()
                        : "The body is not JSON in UTF-8: " + failure.getMessage());
    }
}
