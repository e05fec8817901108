package io.millrace.cdc.source;

import io.millrace.contracts.change.TableId;
import java.util.List;
import java.util.Optional;

/**
 * A table as the catalog describes it.
 *
 * @param relation the table's number in the catalog
 * @param kind the catalog's letter: r for a table, p for a partitioned one
 * @param persistence the catalog's letter: p for a table whose changes are logged
 * @param primaryKey columns of the primary key in key order; empty without one
 * @param identityIndex columns of the index that is the replica identity; empty where it is not an index
 * @param readable whether the role may read it
 * @param hidesRows whether row security keeps rows from the role
 * @param deferrable whether the primary key may be violated until the end of a transaction, and so tells no rows apart
 *     in the log
 * @param uniqueIndex an index beside the primary key that could be the replica identity
 */
public record SourceTable(
        TableId id,
        long relation,
        char kind,
        char persistence,
        Identity identity,
        List<String> primaryKey,
        List<String> identityIndex,
        List<SourceColumn> columns,
        boolean readable,
        boolean hidesRows,
        boolean deferrable,
        Optional<String> uniqueIndex) {
    public SourceTable {
        primaryKey = List.copyOf(primaryKey);
        identityIndex = List.copyOf(identityIndex);
        columns = List.copyOf(columns);
    }

    /** What the log says of the old row of an update or a delete. */
    public enum Identity {
        DEFAULT,
        NOTHING,
        FULL,
        INDEX;

        static Identity of(char letter) {
            return switch (letter) {
                case 'd' -> DEFAULT;
                case 'n' -> NOTHING;
                case 'f' -> FULL;
                default -> INDEX;
            };
        }
    }

    /**
     * The columns that tell rows apart, in both the log and the lake; empty if the table has none that do.
     *
     * <p>An index that is the replica identity outranks the primary key: of a deleted row the log holds that alone.
     */
    public List<String> key() {
        return identity == Identity.INDEX ? identityIndex : primaryKey;
    }

    /** The column of that name. */
    public Optional<SourceColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** What its rows are read from: a table that others inherit from has its own rows, a partitioned one all. */
    public String rows() {
        return (kind == 'p' ? "" : "ONLY ") + quoted(id);
    }

    /** The name as SQL writes it. */
    public static String quoted(TableId id) {
        return quoted(id.schema()) + "." + quoted(id.table());
    }

    /** An identifier as SQL writes it. */
    public static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
