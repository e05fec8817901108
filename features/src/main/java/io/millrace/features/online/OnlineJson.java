package io.millrace.features.online;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.Json;
import java.nio.charset.StandardCharsets;

/** Documents of the online store. */
public final class OnlineJson {
    private OnlineJson() {}

    /** A document as JSON. */
    public static byte[] bytes(Object document) {
        return text(document).getBytes(StandardCharsets.UTF_8);
    }

    /** A document as JSON in one line. */
    public static String text(Object document) {
        try {
            return Json.mapper().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A document of the online store can be written as JSON", e);
        }
    }

    /**
     * A document of JSON.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static <T> T read(String text, Class<T> type) {
        try {
            return Json.mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }
}
