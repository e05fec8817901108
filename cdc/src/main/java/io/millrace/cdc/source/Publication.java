package io.millrace.cdc.source;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The publication of the pipeline: exactly the tables of the pipeline file, never all tables of the database. */
public final class Publication {
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
    // A partitioned table is one table to the lake; truncates are changes like any other.
    private static final String OPTIONS =
            "(publish = 'insert, update, delete, truncate', publish_via_partition_root = true)";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final SourceDatabase database;
    private final String name;
    private final Set<TableId> wanted;

    public Publication(SourceDatabase database) {
        this.database = database;
        this.name = database.source().publication();
        this.wanted = new TreeSet<>(database.source().tables());
    }

    /** Brings the publication to the tables of the pipeline file; asks for no right where nothing has to change. */
    public void ensure() {
        List<String> statements;
        try (Connection connection = database.connect()) {
            statements = statements(connection);
            for (String sql : statements) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                    LOG.info("{}", sql);
                } catch (SQLException e) {
                    throw refused(sql, e);
                }
            }
        } catch (SQLException e) {
            throw database.failure("read the publication " + name, e);
        }
    }

    /** The SQL that is missing between the publication as it is and as it has to be; empty if nothing is. */
    public List<String> statements(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT puballtables, pubinsert AND pubupdate AND pubdelete AND pubtruncate AND pubviaroot"
                        + " FROM pg_publication WHERE pubname = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return List.of("CREATE PUBLICATION %s FOR TABLE %s WITH %s"
                            .formatted(SourceTable.quoted(name), list(wanted), OPTIONS));
                }
                if (row.getBoolean(1)) {
                    throw new PipelineException(
                            FailureKind.CONFIGURATION,
                            ("The publication %s is FOR ALL TABLES, which would capture tables that the pipeline file does"
                                            + " not name; name another with source.publication, or drop it: DROP PUBLICATION %s")
                                    .formatted(name, SourceTable.quoted(name)));
                }
                return changes(published(connection), existing(connection), row.getBoolean(2));
            }
        }
    }

    private List<String> changes(Set<TableId> published, Set<TableId> existing, boolean fullyPublished) {
        List<String> statements = new ArrayList<>();
        String alter = "ALTER PUBLICATION " + SourceTable.quoted(name);
        if (!fullyPublished) {
            statements.add(alter + " SET " + OPTIONS);
        }
        Set<TableId> missing = new TreeSet<>(existing);
        missing.removeAll(published);
        if (!missing.isEmpty()) {
            statements.add(alter + " ADD TABLE " + list(missing));
        }
        Set<TableId> surplus = new TreeSet<>(published);
        surplus.removeAll(wanted);
        if (!surplus.isEmpty()) {
            statements.add(alter + " DROP TABLE " + list(surplus));
        }
        return statements;
    }

    private Set<TableId> published(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT n.nspname, c.relname,"
                // Through JSON, because Postgres 14 has neither column.
                + " coalesce(to_jsonb(r) ->> 'prqual', to_jsonb(r) ->> 'prattrs') IS NOT NULL FROM pg_publication p"
                + " JOIN pg_publication_rel r ON r.prpubid = p.oid JOIN pg_class c ON c.oid = r.prrelid"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE p.pubname = ?")) {
            query.setString(1, name);
            Set<TableId> tables = new TreeSet<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    var table = new TableId(row.getString(1), row.getString(2));
                    refuseFilter(table, row.getBoolean(3));
                    tables.add(table);
                }
            }
            return tables;
        }
    }

    /** The tables of the pipeline file that are there; one that was dropped comes back to the publication with its name. */
    private Set<TableId> existing(Connection connection) throws SQLException {
        Set<TableId> existing = new TreeSet<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT n.nspname, c.relname FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p')"
                + " AND c.relname = ANY (?)")) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text", wanted.stream().map(TableId::table).toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    existing.add(new TableId(row.getString(1), row.getString(2)));
                }
            }
        }
        existing.retainAll(wanted);
        return existing;
    }

    private void refuseFilter(TableId table, boolean filtered) {
        if (filtered) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    ("The publication %s leaves out rows or columns of %s, so the lake could not equal the table; name"
                                    + " another with source.publication, or drop it: DROP PUBLICATION %s")
                            .formatted(name, table, SourceTable.quoted(name)));
        }
    }

    private PipelineException refused(String sql, SQLException cause) {
        if (INSUFFICIENT_PRIVILEGE.equals(cause.getSQLState())) {
            return new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The role %s may not change the publication %s (%s); let the owner of the tables run: %s;"
                            .formatted(database.source().user(), name, cause.getMessage(), sql),
                    cause);
        }
        return database.failure("change the publication " + name, cause);
    }

    /** Without ONLY, tables that inherit from these would be in it too: one without a key could not be updated any more. */
    private static String list(Collection<TableId> tables) {
        return tables.stream().map(table -> "ONLY " + SourceTable.quoted(table)).collect(Collectors.joining(", "));
    }
}
