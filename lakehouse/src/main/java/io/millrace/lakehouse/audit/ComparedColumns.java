package io.millrace.lakehouse.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableSchema;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of source and lake in one order; a column that one of them lacks is NULL there.
 *
 * @param key names of the key's columns
 * @param sql for each column, the SQL for its text in the source; nothing where the source lacks it
 * @param types for each column, its type in the lake; nothing where the lake lacks it
 */
record ComparedColumns(List<String> key, Map<String, Optional<String>> sql, Map<String, Optional<ColumnType>> types) {
    private static final int LONGEST = 200;

    static ComparedColumns of(Map<String, String> source, TableSchema lake) {
        Map<String, Optional<String>> sql = new LinkedHashMap<>();
        Map<String, Optional<ColumnType>> types = new LinkedHashMap<>();
        source.forEach((name, text) -> {
            sql.put(name, Optional.of(text));
            types.put(name, Optional.empty());
        });
        lake.columns().forEach(column -> {
            sql.putIfAbsent(column.name(), Optional.empty());
            types.put(column.name(), Optional.of(column.type()));
        });
        return new ComparedColumns(lake.key(), sql, types);
    }

    List<String> names() {
        return List.copyOf(sql.keySet());
    }

    /** SQL for the texts of all columns as one. */
    String rowSql() {
        return array(names());
    }

    /** SQL for the texts of the key's columns as one. */
    String keySql() {
        return array(key);
    }

    private String array(List<String> columns) {
        List<String> texts = new ArrayList<>();
        columns.forEach(name -> texts.add(
                Optional.ofNullable(sql.get(name)).flatMap(text -> text).orElse("NULL")));
        return "to_json(ARRAY[%s]::text[])::text".formatted(String.join(", ", texts));
    }

    /** The key's columns in the wire's form. */
    ObjectNode wireKey(String keyTexts) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        List<String> texts = JsonTexts.read(keyTexts);
        for (int index = 0; index < key.size(); index++) {
            String text = texts.get(index);
            if (text == null) {
                node.putNull(key.get(index));
            } else {
                node.set(key.get(index), CanonicalText.wire(type(key.get(index)), text));
            }
        }
        return node;
    }

    /** A row as people read it. */
    Map<String, String> readable(String rowTexts) {
        Map<String, String> row = new LinkedHashMap<>();
        List<String> texts = JsonTexts.read(rowTexts);
        List<String> names = names();
        for (int index = 0; index < names.size(); index++) {
            row.put(names.get(index), shortened(CanonicalText.readable(type(names.get(index)), texts.get(index))));
        }
        return row;
    }

    /** Names of the columns in which two rows differ. */
    List<String> different(String rowTexts, String otherTexts) {
        List<String> texts = JsonTexts.read(rowTexts);
        List<String> others = JsonTexts.read(otherTexts);
        List<String> names = new ArrayList<>(names());
        List<String> different = new ArrayList<>();
        for (int index = 0; index < names.size(); index++) {
            if (!Optional.ofNullable(texts.get(index)).equals(Optional.ofNullable(others.get(index)))) {
                different.add(names.get(index));
            }
        }
        return different;
    }

    private ColumnType type(String name) {
        return Optional.ofNullable(types.get(name)).flatMap(type -> type).orElse(ColumnType.of(Kind.TEXT));
    }

    private static String shortened(String text) {
        if (text == null || text.length() <= LONGEST) {
            return text;
        }
        return text.substring(0, LONGEST) + "... (%d characters)".formatted(text.length());
    }

    /** What the lake's side needs to write texts, wherever its partitions are. */
    Layout layout() {
        List<String> names = names();
        return new Layout(
                names.stream()
                        .map(name -> types.get(name).isPresent() ? name : "")
                        .toArray(String[]::new),
                key.stream().mapToInt(names::indexOf).toArray());
    }

    /**
     * Where the texts of a row come from.
     *
     * @param columns names in the lake, in the common order; empty where the lake lacks the column
     * @param key places of the key's columns among them
     */
    @SuppressWarnings("ArrayRecordComponent") // Written and read in one place, and sent to every partition.
    record Layout(String[] columns, int[] key) implements Serializable {}
}
