package io.millrace.contracts.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The columns of a table as they were when a change was made. Its id is a hash of its content, so that a change can
 * name it without a registry and a changed table has another id from its first changed row on.
 *
 * @param key names of the primary key's columns, in key order
 */
public record TableSchema(TableId table, List<Column> columns, List<String> key) {
    private static final int ID_LENGTH = 16;

    /**
     * A column.
     *
     * @param sourceType the source's name of the type, such as {@code numeric(14,2)}
     */
    public record Column(String name, ColumnType type, boolean nullable, String sourceType) {}

    public TableSchema {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** The first 16 hexadecimal digits of the SHA-256 of the schema's JSON. */
    public String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The form in which the schema travels on the schemas topic, under its id as key. */
    public String json() {
        try {
            return Json.mapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A table schema can be written as JSON", e);
        }
    }

    /** Reads what {@link #json} wrote. */
    public static TableSchema parse(String json) {
        try {
            return Json.mapper().readValue(json, TableSchema.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a table schema: " + e.getOriginalMessage(), e);
        }
    }
}
