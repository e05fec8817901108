package io.millrace.cdc.shape;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.cdc.kafka.CaptureMemory;
import io.millrace.cdc.source.TableShape;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what tables looked like beyond the end of the process. */
final class ShapeMemory {
    private static final Logger LOG = LoggerFactory.getLogger(ShapeMemory.class);
    private static final String PREFIX = "shape/";

    private final CaptureMemory memory;

    /**
     * What is remembered of a table.
     *
     * @param shape as it was seen last; nothing if it was not there then
     * @param schema id of the schema that readers of its topic were told of last; null before they were
     */
    record Remembered(Optional<TableShape> shape, String schema) {}

    ShapeMemory(CaptureMemory memory) {
        this.memory = memory;
    }

    Map<TableId, Remembered> read() {
        Map<TableId, Remembered> remembered = new TreeMap<>();
        memory.notes(PREFIX).forEach((table, json) -> {
            try {
                remembered.put(TableId.parse(table), Json.mapper().readValue(json, Remembered.class));
            } catch (JsonProcessingException e) {
                LOG.warn("what {} looked like cannot be read, so what became of it meanwhile is not known", table, e);
            }
        });
        return remembered;
    }

    /** Remembers; returns when the broker has it. */
    void write(TableId table, Remembered remembered) throws InterruptedException {
        try {
            memory.note(PREFIX + table, Json.mapper().writeValueAsString(remembered));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The shape of a table can be written as JSON", e);
        }
    }
}
