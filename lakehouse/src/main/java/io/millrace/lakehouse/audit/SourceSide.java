package io.millrace.lakehouse.audit;

import io.millrace.contracts.change.TableId;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table of the source; each question is one statement that reads the table once. */
record SourceSide(SourceReader reader, TableId table, ComparedColumns columns) implements TableSide {

    @Override
    public BucketSums sums(int buckets) throws MovedTableException {
        String sql = "SELECT %s & %d, count(*), sum(%s) FROM (%s) AS texts GROUP BY 1"
                .formatted(TextHash.sql("k"), buckets - 1, TextHash.sql("r"), texts());
        return reader.ask(table, source -> {
            var sums = new BucketSums(buckets);
            try (PreparedStatement query = source.query(sql);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    BigDecimal sum = row.getBigDecimal(3);
                    sums.add(row.getInt(1), row.getLong(2), sum.toBigInteger().longValue());
                }
            }
            return sums;
        });
    }

    @Override
    public Map<String, List<Long>> hashes(int buckets, Collection<Integer> wanted) throws MovedTableException {
        String sql = "SELECT k, %s FROM (%s) AS texts WHERE (%s & %d)::int = ANY (?)"
                .formatted(TextHash.sql("r"), texts(), TextHash.sql("k"), buckets - 1);
        return collected(sql, "int4", wanted.toArray(), row -> row.getLong(2));
    }

    @Override
    public Map<String, List<String>> rows(Collection<String> keys) throws MovedTableException {
        String sql = "SELECT k, r FROM (%s) AS texts WHERE k = ANY (?)".formatted(texts());
        return collected(sql, "text", keys.toArray(), row -> row.getString(2));
    }

    /** Rows of tables that inherit from this one are not rows of it in the lake; those of partitions are. */
    private String texts() {
        String name = SourceReader.quoted(table);
        return "SELECT %s AS k, %s AS r FROM %s WHERE tableoid = %s OR (SELECT relkind = 'p' FROM pg_class WHERE oid = %4$s)"
                .formatted(
                        columns.keySql(), columns.rowSql(), name, "'%s'::regclass".formatted(name.replace("'", "''")));
    }

    private <T> Map<String, List<T>> collected(String sql, String type, Object[] wanted, Value<T> value)
            throws MovedTableException {
        return reader.ask(table, source -> {
            Map<String, List<T>> found = new HashMap<>();
            try (PreparedStatement query = source.query(sql)) {
                query.setArray(1, query.getConnection().createArrayOf(type, wanted));
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        found.computeIfAbsent(row.getString(1), any -> new ArrayList<>(1))
                                .add(value.of(row));
                    }
                }
            }
            return found;
        });
    }

    @FunctionalInterface
    private interface Value<T> {
        T of(ResultSet row) throws SQLException;
    }
}
