package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.Secret;
import java.net.URI;
import java.util.List;
import java.util.TreeSet;

/**
 * The Postgres database and its captured tables.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param partitions of each change topic; fixed when a topic is created, because another count breaks the order by key
 * @param slot name of the replication slot
 * @param publication name of the publication
 */
public record Source(
        String url,
        String user,
        Secret password,
        int partitions,
        String slot,
        String publication,
        List<TableId> tables) {
    private static final String PREFIX = "jdbc:";
    private static final int DEFAULT_PORT = 5432;

    public Source {
        tables = List.copyOf(new TreeSet<>(tables));
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
