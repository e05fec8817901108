package io.millrace.contracts.lake;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a reader must know to put the newest changes of the change log on top of the silver tables.
 *
 * @param from a position that every one of the silver tables has reached: the changes after it go on top
 * @param tables those that are in the latest cut
 */
public record LiveTables(Position from, Map<TableId, Table> tables) {
    /** Name of the file, in the log schema's folder, that holds it. */
    public static final String FILE = "_live.json";

    /**
     * A table and its place in the change log.
     *
     * @param schema the columns that the silver table has, with the source's key
     * @param topic whose marks in the log tell how far it is complete
     * @param partitions of that topic
     */
    public record Table(TableSchema schema, String topic, int partitions) {}

    public LiveTables {
        tables = new TreeMap<>(tables);
    }
}
