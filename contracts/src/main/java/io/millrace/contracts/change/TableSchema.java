package io.millrace.contracts.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The columns of a table as they were when a change was made. Its id is a hash of its content, so that a change can
 * name it without a registry and a changed table has another id from its first changed row on.
 *
 * @param key names of the primary key's columns, in key order
 * @param relation the source's own number of the table, which a table of the same name that is made later does not have;
 *     0 where it is not known
 */
public record TableSchema(
        TableId table,
        List<Column> columns,
        List<String> key,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long relation) {
    private static final int ID_LENGTH = 16;

    /**
     * A column.
     *
     * @param sourceType the source's name of the type, such as {@code numeric(14,2)}
     * @param number the source's own number of the column within its table, which stays when it is renamed and is given
     *     to no other column; 0 where it is not known
     * @param missing the value, in its canonical JSON form, of rows that were written before the column was there; null
     *     where they have none
     */
    public record Column(
            String name,
            ColumnType type,
            boolean nullable,
            String sourceType,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int number,
            @JsonInclude(JsonInclude.Include.NON_NULL) String missing) {
        /** A column of which nothing more is known. */
        public Column(String name, ColumnType type, boolean nullable, String sourceType) {
            this(name, type, nullable, sourceType, 0, null);
        }
    }

    public TableSchema {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** A schema of a table whose number is not known. */
    public TableSchema(TableId table, List<Column> columns, List<String> key) {
        this(table, columns, key, 0);
    }

    /** The column of that name. */
    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /**
     * The column that is the same one as a column of another schema of the table: by their numbers where both are known,
     * else by their names. A table that was made anew has no column of the one before.
     */
    public Optional<Column> same(TableSchema other, Column column) {
        boolean numbered = relation != 0 && other.relation != 0;
        if (numbered && relation != other.relation) {
            return Optional.empty();
        }
        return columns.stream()
                .filter(own -> numbered && own.number() != 0 && column.number() != 0
                        ? own.number() == column.number()
                        : own.name().equals(column.name()))
                .findFirst();
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
