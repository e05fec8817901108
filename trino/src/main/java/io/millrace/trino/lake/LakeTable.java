package io.millrace.trino.lake;

/** A table by its name in the lake, such as {@code shop.orders}. */
public record LakeTable(String schema, String table) implements Comparable<LakeTable> {
    @Override
    public int compareTo(LakeTable other) {
        int schemas = schema.compareTo(other.schema);
        return schemas == 0 ? table.compareTo(other.table) : schemas;
    }

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
