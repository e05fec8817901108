package io.millrace.serving.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.process.Json;
import java.io.UncheckedIOException;

/** Writes values as answers. */
final class Answers {
    private final ObjectMapper json = Json.mapper();

    ApiAnswer json(int status, Object value) {
        return new ApiAnswer(status, ApiAnswer.JSON, bytes(value));
    }

    ApiAnswer problem(Problem problem) {
        return new ApiAnswer(problem.status(), Problem.MEDIA_TYPE, bytes(problem));
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
