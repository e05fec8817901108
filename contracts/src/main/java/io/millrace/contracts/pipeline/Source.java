package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.Secret;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The Postgres database and its captured tables.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param partitions of each change topic; fixed when a topic is created, because another count breaks the order by key
 * @param slot name of the replication slot
 * @param publication name of the publication
 * @param rules what becomes of columns before they leave capture, by table and column; a column without one stays as it is
 */
public record Source(
        String url,
        String user,
        Secret password,
        int partitions,
        String slot,
        String publication,
        List<TableId> tables,
        Map<TableId, Map<String, ColumnRule>> rules) {
    private static final String PREFIX = "jdbc:";
    private static final int DEFAULT_PORT = 5432;

    public Source {
        tables = List.copyOf(new TreeSet<>(tables));
        var copy = new TreeMap<TableId, Map<String, ColumnRule>>();
        rules.forEach((table, columns) -> copy.put(table, Collections.unmodifiableMap(new TreeMap<>(columns))));
        rules = Collections.unmodifiableMap(copy);
    }

    /** A source of which every column stays as it is. */
    public Source(
            String url,
            String user,
            Secret password,
            int partitions,
            String slot,
            String publication,
            List<TableId> tables) {
        this(url, user, password, partitions, slot, publication, tables, Map.of());
    }

    /** The rules of a table's columns, by name. */
    public Map<String, ColumnRule> rules(TableId table) {
        return rules.getOrDefault(table, Map.of());
    }

    public String host() {
        return uri().getHost();
    }

    public int port() {
        return uri().getPort() < 0 ? DEFAULT_PORT : uri().getPort();
    }

    public String database() {
        return uri().getPath().substring(1);
    }

    private URI uri() {
        return URI.create(url.substring(PREFIX.length()));
    }
}
