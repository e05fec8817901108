package io.millrace.cdc.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.contracts.change.ColumnType;

/**
 * Reads the text of an array, such as {@code {1,NULL,3}}; an array of more dimensions becomes an array of arrays, and
 * lower bounds other than 1 are left out.
 */
final class ArrayText {
    private final String text;
    private final ColumnType element;
    private int at;

    private ArrayText(String text, ColumnType element) {
        this.text = text;
        this.element = element;
        this.at = text.startsWith("[") ? text.indexOf("={") + 1 : 0;
    }

    static ArrayNode parse(String text, ColumnType element) {
        var parser = new ArrayText(text, element);
        ArrayNode array = parser.array();
        if (parser.at != text.length()) {
            throw parser.malformed();
        }
        return array;
    }

    private ArrayNode array() {
        expect('{');
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        if (peek() == '}') {
            at++;
            return array;
        }
        while (true) {
            array.add(peek() == '{' ? array() : peek() == '"' ? CanonicalValue.of(element, quoted()) : bare());
            char next = peek();
            at++;
            if (next == '}') {
                return array;
            }
            if (next != ',') {
                throw malformed();
            }
        }
    }

    private JsonNode bare() {
        int start = at;
        while (peek() != ',' && peek() != '}') {
            at++;
        }
        String value = text.substring(start, at);
        return value.equals("NULL") ? JsonNodeFactory.instance.nullNode() : CanonicalValue.of(element, value);
    }

    private String quoted() {
        expect('"');
        var value = new StringBuilder();
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
            }
            value.append(peek());
            at++;
        }
        at++;
        return value.toString();
    }

    private void expect(char character) {
        if (peek() != character) {
            throw malformed();
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            throw malformed();
        }
        return text.charAt(at);
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "Not an array of Postgres, at character %d of %d".formatted(at, text.length()));
    }
}
