package io.millrace.lakehouse.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** Texts as one JSON array, character for character as {@code to_json(text[])} of Postgres writes it. */
final class JsonTexts {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonTexts() {}

    /** Writes them; null for NULL. */
    static String write(List<String> texts) {
        var json = new StringBuilder("[");
        for (String text : texts) {
            if (json.length() > 1) {
                json.append(',');
            }
            if (text == null) {
                json.append("null");
            } else {
                json.append('"');
                escape(text, json);
                json.append('"');
            }
        }
        return json.append(']').toString();
    }

    /** Jackson escapes control characters with other digits. */
    private static void escape(String text, StringBuilder json) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            switch (character) {
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                default -> {
                    if (character < ' ') {
                        json.append("\\u%04x".formatted((int) character));
                    } else {
                        json.append(character);
                    }
                }
            }
        }
    }

    /** Reads what either side wrote. */
    static List<String> read(String json) {
        try {
            return MAPPER.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not an array of texts: " + json, e);
        }
    }
}
