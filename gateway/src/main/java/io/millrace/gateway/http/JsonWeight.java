package io.millrace.gateway.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Adds up, token by token, how many bytes of the heap a body takes at most, with all that is made of it until it is
 * answered: its tree, its events in their canonical form, their records, and the answer.
 */
final class JsonWeight {
    // Upper bounds of what a tree takes for each, with compressed references: nodes, their map, its entries and table.
    private static final int OBJECT = 168;
    private static final int ARRAY = 112;
    private static final int NAME = 152;
    private static final int TEXT = 64;
    private static final int NUMBER = 160;
    private static final int CONSTANT = 8;
    private static final int CHARACTER = 2;

    /** Of a tree: as it was sent, and in canonical form. */
    private static final int TREES = 2;
    /** Of the bytes: as they came, and as they are kept. */
    private static final int COPIES = 2;
    /** Its places, its id, its record, the promise of it, and its line of the answer. */
    private static final int EVENT = 1_024;
    /** Where the list of events is. */
    private static final int LIST_DEPTH = 2;

    private final int body;
    private long tree;
    private long tokens;
    private int depth;
    private boolean inList;
    private int events;

    JsonWeight(int body) {
        this.body = body;
    }

    /** Adds the token that the parser is at. */
    void add(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isStructEnd()) {
            depth--;
            return;
        }
        tokens++;
        if (depth == LIST_DEPTH && inList && token != JsonToken.FIELD_NAME) {
            events++;
        }
        tree += weight(token, parser);
        if (token.isStructStart()) {
            depth++;
            inList = depth == LIST_DEPTH ? token == JsonToken.START_ARRAY : inList;
        }
    }

    private static long weight(JsonToken token, JsonParser parser) throws IOException {
        return switch (token) {
            case START_OBJECT -> OBJECT;
            case START_ARRAY -> ARRAY;
            case FIELD_NAME -> NAME + (long) CHARACTER * parser.getTextLength();
            case VALUE_STRING -> TEXT + (long) CHARACTER * parser.getTextLength();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NUMBER;
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> CONSTANT;
            case END_OBJECT, END_ARRAY, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("A body of bytes has no token " + token);
        };
    }

    /** Whether an object or a list that was begun has not ended. */
    boolean isOpen() {
        return depth > 0;
    }

    /** Names and values. */
    long tokens() {
        return tokens;
    }

    /** Elements of lists that stand in the body itself. */
    int events() {
        return events;
    }

    /** All together; an event that stands in no list counts as one. */
    long bytes() {
        return TREES * tree + (long) COPIES * body + (long) EVENT * Math.max(1, events);
    }
}
