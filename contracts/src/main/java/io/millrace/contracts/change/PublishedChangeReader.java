package io.millrace.contracts.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads the JSON of one change field by field: trees of its images would be made only to be written again. */
final class PublishedChangeReader {
    private final JsonParser json;
    private final byte[] bytes;

    private Operation op;
    private TableId table;
    private String key;
    private int incarnation;
    private long lsn;
    private long previousCommit;
    private long transaction;
    private long committedAt;
    private String schema;
    private String before;
    private String after;
    private String reload;

    private PublishedChangeReader(JsonParser json, byte[] bytes) {
        this.json = json;
        this.bytes = bytes;
    }

    /**
     * Reads a change.
     *
     * @throws IllegalArgumentException with the reason if the bytes are not one
     */
    static PublishedChange read(JsonFactory factory, byte[] bytes) {
        try (JsonParser json = factory.createParser(bytes)) {
            return new PublishedChangeReader(json, bytes).read();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a Change: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("Not a Change: " + e.getMessage(), e);
        }
    }

    private PublishedChange read() throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT, "it is no object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                read(field);
            }
        }
        require(json.nextToken() == null, "there is more behind it");
        return new PublishedChange(
                op,
                table,
                key,
                incarnation,
                lsn,
                previousCommit,
                transaction,
                committedAt,
                schema,
                before,
                after,
                reload);
    }

    private void read(String field) throws IOException {
        switch (field) {
            case "op" -> op = Operation.ofCode(string(field));
            case "table" -> table = TableId.parse(string(field));
            case "key" -> key = object(field);
            case "incarnation" -> incarnation = json.getIntValue();
            case "lsn" -> lsn = json.getLongValue();
            case "previousCommit" -> previousCommit = json.getLongValue();
            case "transaction" -> transaction = json.getLongValue();
            case "committedAt" -> committedAt = json.getLongValue();
            case "schema" -> schema = string(field);
            case "before" -> before = object(field);
            case "after" -> after = object(field);
            case "reload" -> reload = string(field);
            default -> throw new JsonParseException(json, "it has no field '" + field + "'");
        }
    }

    private String string(String field) throws IOException {
        require(json.currentToken() == JsonToken.VALUE_STRING, field + " is no text");
        return json.getText();
    }

    private String object(String field) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, field + " is no object");
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        int to = (int) json.currentLocation().getByteOffset();
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private void require(boolean holds, String problem) throws JsonParseException {
        if (!holds) {
            throw new JsonParseException(json, problem);
        }
    }
}
