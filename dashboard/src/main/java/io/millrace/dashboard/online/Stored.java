package io.millrace.dashboard.online;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import java.util.Optional;
import java.util.function.Function;

/** What stands in the online store, and what it says where that is something else than it should be. */
public final class Stored {
    private Stored() {}

    /**
     * Reads JSON.
     *
     * @throws PipelineException of kind ONLINE_STORE, naming the key, if it is something else
     */
    public static <T> T read(String key, String text, Class<T> type) {
        return parse(key, text, json -> Optional.ofNullable(value(json, type))
                .orElseThrow(() -> new IllegalArgumentException("it is null")));
    }

    private static <T> T value(String json, Class<T> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads what has a form of its own.
     *
     * @param parser throws an {@link IllegalArgumentException} for what has not
     * @throws PipelineException of kind ONLINE_STORE, naming the key, if it does
     */
    public static <T> T parse(String key, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE,
                    "What Redis holds under '%s' is not of this version: %s; run the same version everywhere"
                            .formatted(key, e.getMessage()),
                    e);
        }
    }

    /** Writes JSON. */
    public static String text(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is stored can be written", e);
        }
    }
}
