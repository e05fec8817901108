package io.millrace.contracts.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.process.Json;
import java.io.IOException;

/** Turns changes, what stands in the place of one, progress and notes into the bytes of Kafka records and back; thread-safe. */
public final class ChangeCodec {
    /** Name of the record header that says which of the kinds of records this is. */
    public static final String KIND_HEADER = "millrace-kind";

    public static final String CHANGE_KIND = "change";
    public static final String PROGRESS_KIND = "progress";
    public static final String NOTE_KIND = "note";
    public static final String OVERSIZED_KIND = "oversized";

    private final ObjectMapper json = Json.mapper();

    /** The value of the record of a change. */
    public byte[] encode(Change change) {
        return bytes(change);
    }

    /** The value of a progress record. */
    public byte[] encode(Progress progress) {
        return bytes(progress);
    }

    /** The value of the record of a note. */
    public byte[] encode(TableNote note) {
        return bytes(note);
    }

    /** The value of the record that stands in the place of a change. */
    public byte[] encode(OversizedChange change) {
        return bytes(change);
    }

    /** The key of the record of a change: the key's columns as JSON, in the order of the node. */
    public byte[] encodeKey(ObjectNode key) {
        return bytes(key);
    }

    /**
     * Reads a change.
     *
     * @throws IllegalArgumentException with the reason if the bytes are not one
     */
    public Change decodeChange(byte[] value) {
        return read(value, Change.class);
    }

    /**
     * Reads a change and leaves its images the JSON text that they are.
     *
     * @throws IllegalArgumentException with the reason if the bytes are not one
     */
    public PublishedChange decodePublished(byte[] value) {
        if (value == null) {
            throw new IllegalArgumentException("The record has no value");
        }
        return PublishedChangeReader.read(json.getFactory(), value);
    }

    /**
     * Reads a progress record.
     *
     * @throws IllegalArgumentException with the reason if the bytes are not one
     */
    public Progress decodeProgress(byte[] value) {
        return read(value, Progress.class);
    }

    /**
     * Reads a note.
     *
     * @throws IllegalArgumentException with the reason if the bytes are not one
     */
    public TableNote decodeNote(byte[] value) {
        return read(value, TableNote.class);
    }

    /**
     * Reads what stands in the place of a change.
     *
     * @throws IllegalArgumentException with the reason if the bytes are not such
     */
    public OversizedChange decodeOversized(byte[] value) {
        return read(value, OversizedChange.class);
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Changes can be written as JSON", e);
        }
    }

    private <T> T read(byte[] value, Class<T> type) {
        if (value == null) {
            throw new IllegalArgumentException("The record has no value");
        }
        try {
            return json.readValue(value, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("Not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }
}
