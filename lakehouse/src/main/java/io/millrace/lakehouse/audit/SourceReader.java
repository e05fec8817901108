package io.millrace.lakehouse.audit;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.ColumnRule;
import io.millrace.contracts.pipeline.Source;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.TextSession;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that sees the source at one moment, writes nothing and keeps no lock longer than its statement. */
final class SourceReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceReader.class);
    private static final int ROWS_AT_ONCE = 5_000;

    private static final String COLUMNS =
            """
            WITH RECURSIVE types AS (
              SELECT attnum, attname, atttypid AS type FROM pg_attribute
               WHERE attrelid = ?::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
              UNION ALL
              SELECT attnum, attname, t.typbasetype
                FROM types JOIN pg_type t ON t.oid = type AND t.typtype = 'd')
            SELECT attname, t.oid, CASE WHEN left(t.typname, 1) = '_' THEN t.typelem ELSE 0 END
              FROM types JOIN pg_type t ON t.oid = type AND t.typtype <> 'd' ORDER BY attnum
            """;
    /** The first is what the table has now, the second what it had at the moment. */
    private static final String FILES =
            """
            SELECT coalesce((SELECT string_agg(pg_relation_filenode(relid)::text, ',' ORDER BY relid)
                               FROM pg_partition_tree(c.oid) WHERE isleaf), pg_relation_filenode(c.oid)::text),
                   coalesce((SELECT string_agg(l.relfilenode::text, ',' ORDER BY relid)
                               FROM pg_partition_tree(c.oid) JOIN pg_class l ON l.oid = relid WHERE isleaf),
                            c.relfilenode::text)
              FROM pg_class c WHERE c.oid = ?::text::regclass
            """;

    private final Source source;
    private final Connection connection;

    private SourceReader(Source source, Connection connection) {
        this.source = source;
        this.connection = connection;
    }

    /** Takes the moment that is held still under this name. */
    static SourceReader open(Source source, String snapshot) {
        var properties = new Properties();
        properties.setProperty("user", source.user());
        properties.setProperty("password", source.password().reveal());
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "millrace-audit");
        properties.setProperty(
                "options",
                TextSession.OPTIONS + " -c statement_timeout=0 -c idle_in_transaction_session_timeout=0"
                        // One statement takes one core of the source at most.
                        + " -c max_parallel_workers_per_gather=0");
        try {
            Connection connection = DriverManager.getConnection(source.url(), properties);
            var reader = new SourceReader(source, connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TIME ZONE '" + TextSession.TIME_ZONE + "'");
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setReadOnly(true);
                connection.setAutoCommit(false);
                statement.execute("SET TRANSACTION SNAPSHOT '%s'".formatted(snapshot.replace("'", "''")));
                return reader;
            } catch (SQLException e) {
                reader.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new PipelineException(
                    FailureKind.SOURCE,
                    "Cannot read %s as %s at the moment that is held still: %s"
                            .formatted(source.url(), source.user(), e.getMessage()),
                    e);
        }
    }

    /** What is asked of a table. */
    @FunctionalInterface
    interface Question<T> {
        T ask(SourceReader reader) throws SQLException;
    }

    /**
     * Asks something of a table.
     *
     * @throws MovedTableException if the table is not any more as it was at the moment, so that the answer means nothing
     */
    <T> T ask(TableId table, Question<T> question) throws MovedTableException {
        try {
            Savepoint before = connection.setSavepoint();
            try {
                T answer = question.ask(this);
                requireSameFiles(table);
                return answer;
            } finally {
                // Else the lock of the read would hold up whoever wants to change the table until the audit ends.
                connection.rollback(before);
            }
        } catch (SQLException e) {
            throw new MovedTableException("%s cannot be read in the source: %s".formatted(table, words(table, e)), e);
        }
    }

    /** What the source says may quote a value, which of a masked column may not go anywhere. */
    private String words(TableId table, SQLException e) {
        return source.rules(table).isEmpty() ? e.getMessage() : "SQLSTATE " + e.getSQLState();
    }

    /** Rows of a table that was truncated or written anew since cannot be seen at the moment any more. */
    private void requireSameFiles(TableId table) throws SQLException, MovedTableException {
        try (PreparedStatement query = connection.prepareStatement(FILES)) {
            query.setString(1, quoted(table));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                if (!row.getString(1).equals(row.getString(2))) {
                    throw new MovedTableException("%s was written anew in the source meanwhile".formatted(table), null);
                }
            }
        }
    }

    /** SQL for the canonical text of each column that may leave the source, by name, in order. */
    Map<String, String> texts(TableId table) throws SQLException {
        Map<String, ColumnRule> rules = source.rules(table);
        Map<String, String> texts = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, quoted(table));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String name = row.getString(1);
                    Optional<ColumnRule> rule = Optional.ofNullable(rules.get(name));
                    if (rule.map(ColumnRule::keepsColumn).orElse(true)) {
                        texts.put(name, text(rule, row.getLong(2), row.getLong(3), quoted(name)));
                    }
                }
            }
        }
        return texts;
    }

    /** A mask is laid over the text that capture reads, which is the text of no type in particular. */
    private static String text(Optional<ColumnRule> rule, long type, long element, String column) {
        return rule.map(mask -> mask.sql(SourceText.written(type, column)))
                .orElseGet(() -> SourceText.of(type, element, column));
    }

    /** A query whose rows are read in portions. */
    PreparedStatement query(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setFetchSize(ROWS_AT_ONCE);
        return statement;
    }

    static String quoted(TableId table) {
        return quoted(table.schema()) + "." + quoted(table.table());
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection did not close", e);
        }
    }
}
