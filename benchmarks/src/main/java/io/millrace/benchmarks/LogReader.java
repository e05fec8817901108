package io.millrace.benchmarks;

import io.millrace.contracts.change.Position;
import io.millrace.local.stack.Stack;
import io.millrace.testkit.PostgresService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** The limit of capture: reads a replication slot with pgoutput and throws away what it reads. */
record LogReader(PostgresService postgres, String slot, String publication) {
    private static final String TOOL = "pg_recvlogical";

    /** Whose time it was, and how long. */
    record Reading(String reader, double seconds) {}

    /** Reads up to this place with Postgres' own tool where the path has it, else with the JDBC driver. */
    Reading readTo(long lsn) throws SQLException, InterruptedException {
        Optional<Path> tool = tool();
        long begin = System.nanoTime();
        if (tool.isPresent()) {
            run(tool.get(), lsn);
        } else {
            stream(lsn);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Reading(tool.isPresent() ? TOOL : "a bare JDBC stream (no " + TOOL + " on the path)", seconds);
    }

    private static Optional<Path> tool() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, TOOL))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void run(Path tool, long lsn) throws InterruptedException {
        var builder = new ProcessBuilder(List.of(
                        tool.toString(),
                        "--dbname=" + postgres.jdbcUrl(Stack.SHOP_DATABASE).substring("jdbc:".length()),
                        "--username=" + postgres.user(),
                        "--slot=" + slot,
                        "--start",
                        "--endpos=" + Position.lsnText(lsn),
                        "--option=proto_version=1",
                        "--option=publication_names=" + publication,
                        "--no-loop",
                        "--file=/dev/null"))
                .inheritIO();
        builder.environment().put("PGPASSWORD", postgres.password());
        try {
            int status = builder.start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("%s ended with status %d".formatted(TOOL, status));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + tool, e);
        }
    }

    private void stream(long lsn) throws SQLException, InterruptedException {
        var properties = new Properties();
        PGProperty.USER.set(properties, postgres.user());
        PGProperty.PASSWORD.set(properties, postgres.password());
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(Stack.SHOP_DATABASE), properties);
                PGReplicationStream stream = connection
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .logical()
                        .withSlotName(slot)
                        .withSlotOption("proto_version", 1)
                        .withSlotOption("publication_names", publication)
                        .start()) {
            LogSequenceNumber end = LogSequenceNumber.valueOf(lsn);
            while (stream.getLastReceiveLSN().compareTo(end) < 0) {
                ByteBuffer message = stream.readPending();
                if (message == null) {
                    Thread.sleep(1);
                }
            }
        }
    }
}
