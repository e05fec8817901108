package io.millrace.features.online;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.process.Json;

/** Documents as bytes; one mapper for each virtual machine, because making one costs more than using it. */
public final class OnlineJson {
    private static final ObjectMapper MAPPER = Json.mapper();

    private OnlineJson() {}

    /** A document as JSON. */
    public static byte[] bytes(Object document) {
        try {
            return MAPPER.writeValueAsBytes(document);
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
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }
}
