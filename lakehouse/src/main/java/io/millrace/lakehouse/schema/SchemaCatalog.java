package io.millrace.lakehouse.schema;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The table schemas known so far, by id, in the order in which they were published. */
public final class SchemaCatalog {
    private final Map<String, TableSchema> byId = new LinkedHashMap<>();

    /** Adds a schema; the newest publication of a table comes last. */
    public synchronized void add(String id, TableSchema schema) {
        byId.remove(id);
        byId.put(id, schema);
    }

    /** All schemas of a table, oldest publication first. */
    public synchronized Map<String, TableSchema> of(TableId table) {
        Map<String, TableSchema> schemas = new LinkedHashMap<>();
        byId.forEach((id, schema) -> {
            if (schema.table().equals(table)) {
                schemas.put(id, schema);
            }
        });
        return schemas;
    }

    /** The schema of this id. */
    public synchronized Optional<TableSchema> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The schema of a table that was published last. */
    public synchronized Optional<TableSchema> latest(TableId table) {
        return of(table).values().stream().reduce((earlier, later) -> later);
    }
}
