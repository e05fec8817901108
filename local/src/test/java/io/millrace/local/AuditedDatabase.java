package io.millrace.local;

import io.millrace.contracts.change.Position;
import io.millrace.testkit.PostgresService;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database with every type and every mask, and a few tables that are written. */
final class AuditedDatabase {
    private static final String NAME = "audited";

    private final PostgresService postgres;

    private AuditedDatabase(PostgresService postgres) {
        this.postgres = postgres;
    }

    /** Makes it. */
    static AuditedDatabase build() throws SQLException {
        var database = new AuditedDatabase(TestStack.with(ServiceKind.POSTGRES).postgres());
        database.postgres.createDatabase(NAME);
        database.execute(SampleValues.table("every_type").toArray(String[]::new));
        database.execute(
                "CREATE TABLE people (person int PRIMARY KEY, email text, phone text, card text, secret text)",
                "CREATE TABLE goods (item text, colour int, title text, price numeric(10,2), PRIMARY KEY (colour, item))",
                "CREATE TABLE sales (sale bigint PRIMARY KEY, person int, item text, at timestamptz)",
                "CREATE TABLE visits (visit bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text, at timestamptz)",
                "INSERT INTO people SELECT n, 'p' || n || '@example.org', '0151-' || n, n::text, 'x'"
                        + " FROM generate_series(1, 60) n",
                "INSERT INTO goods SELECT 'item ' || n, n % 3, 'Title ' || n, n FROM generate_series(1, 3000) n",
                "INSERT INTO sales SELECT n, 1 + n % 60, 'item ' || (1 + n % 40),"
                        + " '2025-01-01'::timestamptz + n * interval '1 hour' FROM generate_series(1, 1000) n");
        return database;
    }

    /** Writes the pipeline file. */
    Path pipelineFile(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("audited.yaml"),
                """
                source:
                  url: %s
                  user: %s
                  password: "%s"
                  partitions: 2
                  slot: audited
                  publication: audited
                  mask_salt: "0123456789abcdef0123456789abcdef"
                  tables:
                    public.every_type: {}
                    public.people:
                      columns:
                        email: {mask: sha256}
                        phone: {mask: truncate, length: 4}
                        card: {mask: fixed, value: "it's none"}
                        secret: {mask: drop}
                    public.goods: {}
                    public.sales: {}
                    public.visits: {}
                recommend:
                  users: {table: public.people, id: person}
                  items: {table: public.goods, id: item, title: title}
                  interactions:
                    sale: {table: public.sales, user: person, item: item, at: at}
                """
                        .formatted(postgres.jdbcUrl(NAME), postgres.user(), postgres.password()));
    }

    /** Where its log is now. */
    long position() throws SQLException {
        return Position.parseLsn(ask("SELECT pg_current_wal_lsn()"));
    }

    /** The first column of the first row. */
    String ask(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Each statement is a transaction. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    Connection connect() throws SQLException {
        return postgres.connect(NAME);
    }
}
