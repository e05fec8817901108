package io.millrace.lakehouse.silver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lease.WriterLease;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What the lake remembers of its tables beside their rows, in a small file beside the cut; thread-safe. What is written
 * here comes after the commit that it tells of: a crash between the two makes the work be done twice, which changes
 * nothing.
 */
final class LakeMemory {
    private static final String FILE = "_tables.json";

    private final Lake lake;
    private final WriterLease lease;
    private final String location;
    private final Map<TableId, TableMemory> tables;

    LakeMemory(Lake lake, String pipeline, WriterLease lease) {
        this.lake = lake;
        this.lease = lease;
        this.location = lake.location(new LakeNames(pipeline).logSchema(), FILE);
        this.tables = lake.readText(location).map(this::parse).orElseGet(TreeMap::new);
    }

    private Map<TableId, TableMemory> parse(String text) {
        try {
            Map<String, TableMemory> byName = Json.mapper().readValue(text, new TypeReference<>() {});
            Map<TableId, TableMemory> parsed = new TreeMap<>();
            byName.forEach((name, memory) -> parsed.put(TableId.parse(name), memory));
            return parsed;
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.LAKE,
                    "%s does not say what the tables of the lake are; remove it and read all tables again"
                            .formatted(location),
                    e);
        }
    }

    /** What is remembered of a table. */
    synchronized TableMemory of(TableId table) {
        return tables.getOrDefault(table, TableMemory.EMPTY);
    }

    /** Remembers something else; durable when this returns. */
    synchronized void change(TableId table, UnaryOperator<TableMemory> change) {
        TableMemory before = of(table);
        TableMemory after = change.apply(before);
        if (after.equals(before)) {
            return;
        }
        tables.put(table, after);
        lease.check();
        try {
            lake.writeText(location, Json.mapper().writeValueAsString(tables));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is remembered of tables can be written as JSON", e);
        }
    }
}
