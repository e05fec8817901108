package io.millrace.dashboard.online;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;

/** What stands in the online store as JSON. */
public final class Stored {
    private Stored() {}

    /**
     * Reads it.
     *
     * @throws PipelineException of kind ONLINE_STORE if it is something else
     */
    public static <T> T read(String key, String text, Class<T> type) {
        try {
            return Json.mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE,
                    "What Redis holds under '%s' is not of this version: %s; run the same version everywhere"
                            .formatted(key, e.getOriginalMessage()),
                    e);
        }
    }

    /** Writes it. */
    public static String text(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is stored can be written", e);
        }
    }
}
