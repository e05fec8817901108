package io.millrace.cdc.source;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What tells whether a table is still the one that it was and whether its rows were changed without its log saying so.
 *
 * @param relation the table's number in the catalog, which a table that is made anew does not have
 * @param identity the catalog's letter for what the log says of an old row
 * @param published whether all of its changes are in the stream
 * @param key numbers of the columns that tell rows apart, in key order
 * @param columns in order, without computed ones
 * @param width the highest number that a column of it ever had, computed and dropped ones included
 * @param labels the labels of the enums in its columns' types, by their numbers in the catalog, which stay when a label is
 *     renamed; rows hold these numbers
 * @param parts the tables that hold its rows (itself, or its partitions), each with where they are; another place holds
 *     them after a command that wrote them anew
 * @param publication names the commands that made its publication what it is; others did when changes of the table were
 *     kept out of the stream in between
 */
public record TableShape(
        long relation,
        String identity,
        boolean published,
        List<Integer> key,
        List<StoredColumn> columns,
        int width,
        Map<Long, String> labels,
        Map<Long, Part> parts,
        String publication) {
    /**
     * Where rows are.
     *
     * @param file names the file
     * @param mayHoldOthers whether it may hold rows that came into the table with it and are in no log of the table
     * @param attached names the transactions that made it a part of the table, empty for the table itself; others did when
     *     it was away in between, whatever was written then
     */
    public record Part(long file, boolean mayHoldOthers, String attached) {
        public Part {
            // What an earlier version remembered has none.
            attached = attached == null ? "" : attached;
        }

        /** Whether it was a partition, and no table by itself, as far as this was remembered. */
        public boolean wasAttached() {
            return !attached.isEmpty();
        }

        /** Whether it was no part of the table at some time until it was seen later, as far as this was remembered. */
        public boolean wasAway(Part later) {
            return !attached.isEmpty() && !attached.equals(later.attached);
        }
    }

    public TableShape {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        // What an earlier version remembered has none.
        labels = labels == null ? Map.of() : new TreeMap<>(labels);
        parts = new TreeMap<>(parts);
        publication = publication == null ? "" : publication;
    }

    /** Whether changes of it may have been kept out of the stream until it was seen later, as far as this was remembered. */
    public boolean wasKeptOut(TableShape later) {
        return !publication.isEmpty() && !publication.equals(later.publication);
    }

    /** The names of the columns by their numbers. */
    public Map<Integer, String> names() {
        return columns.stream().collect(Collectors.toMap(StoredColumn::number, StoredColumn::name));
    }

    /** The names of the key's columns, in key order, without those of computed ones. */
    public List<String> keyNames() {
        Map<Integer, String> names = names();
        return key.stream().filter(names::containsKey).map(names::get).toList();
    }
}
