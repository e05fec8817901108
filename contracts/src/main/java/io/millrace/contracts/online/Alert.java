package io.millrace.contracts.online;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.pipeline.Rule.Severity;
import io.millrace.contracts.process.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * What a rule has found. One cause has one id, however often it is found.
 *
 * @param key whom or what it is about
 * @param open whether the cause stands; one that was corrected closes it
 * @param at when the cause happened
 * @param found the value of the row, or how many rows or values there were when the bound was passed
 * @param evidence the rows that passed it, at most the first of them
 * @param position of the latest change that is in it
 */
public record Alert(
        String id,
        String rule,
        Severity severity,
        String key,
        boolean open,
        Instant at,
        String found,
        List<Evidence> evidence,
        Position position) {
    private static final ObjectReader JSON =
            // What a later version says besides is no reason to tell nothing.
            Json.mapper().readerFor(Alert.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    public Alert {
        requireNonNull(id, "id");
        requireNonNull(rule, "rule");
        requireNonNull(severity, "severity");
        requireNonNull(key, "key");
        requireNonNull(at, "at");
        requireNonNull(found, "found");
        requireNonNull(position, "position");
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }

    /**
     * Reads an alert as its topic has it.
     *
     * @throws IllegalArgumentException with the reason if the bytes are not a whole one
     */
    public static Alert parse(byte[] json) {
        if (json == null) {
            throw new IllegalArgumentException("it is empty");
        }
        try {
            Alert alert = JSON.readValue(json);
            if (alert == null) {
                throw new IllegalArgumentException("it is null");
            }
            return alert;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        } catch (IOException e) {
            // Of bytes that are no text in any encoding of JSON.
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * A row that is part of a cause.
     *
     * @param row its primary key, as JSON; with its parent's where it has one
     */
    public record Evidence(String row, Instant at, Optional<String> value) {}
}
