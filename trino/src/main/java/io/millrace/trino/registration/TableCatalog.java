package io.millrace.trino.registration;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.trino.lake.LakeTable;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Trino's metastore knows, through the catalog that only the service user may use. */
public final class TableCatalog implements AutoCloseable {
    private static final String CATALOG = "lake_admin";
    private static final Pattern LOCATION = Pattern.compile("location = '([^']*)'");

    private final URI server;
    private final Connection connection;

    /**
     * Opens no connection yet: Trino is asked when the first call asks it.
     *
     * @throws PipelineException of kind ENVIRONMENT if the URL cannot be used
     */
    public TableCatalog(URI server, String serviceUser) {
        this.server = server;
        var properties = new Properties();
        properties.setProperty("user", serviceUser);
        properties.setProperty("source", "millrace-registration");
        if ("https".equals(server.getScheme())) {
            properties.setProperty("SSL", "true");
        }
        try {
            this.connection =
                    DriverManager.getConnection("jdbc:trino://" + server.getAuthority() + "/" + CATALOG, properties);
        } catch (SQLException e) {
            throw failure("open", e);
        }
    }

    /** Every registered table. */
    TreeSet<LakeTable> tables() {
        return names("BASE TABLE");
    }

    /** Every view. */
    TreeSet<LakeTable> views() {
        return names("VIEW");
    }

    private TreeSet<LakeTable> names(String type) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema <> 'information_schema' AND table_type = "
                                + quoted(type))) {
            var tables = new TreeSet<LakeTable>();
            while (rows.next()) {
                tables.add(new LakeTable(rows.getString(1), rows.getString(2)));
            }
            return tables;
        } catch (SQLException e) {
            throw failure("list the tables of", e);
        }
    }

    /** Where a registered table is said to be. */
    String location(LakeTable table) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SHOW CREATE TABLE \"%s\".\"%s\"".formatted(table.schema(), table.table()))) {
            rows.next();
            Matcher location = LOCATION.matcher(rows.getString(1));
            return location.find() ? location.group(1) : "";
        } catch (SQLException e) {
            throw failure("look at the table " + table + " of", e);
        }
    }

    void register(LakeTable table, String location) {
        run("CREATE SCHEMA IF NOT EXISTS \"%s\"".formatted(table.schema()), "make a schema for " + table + " in");
        run(
                "CALL system.register_table(%s, %s, %s)"
                        .formatted(quoted(table.schema()), quoted(table.table()), quoted(location)),
                "register " + table + " in");
    }

    /** Makes a view, or gives it another query; it is asked with the rights of whoever asks it. */
    void view(LakeTable view, String query) {
        run("CREATE SCHEMA IF NOT EXISTS \"%s\"".formatted(view.schema()), "make a schema for " + view + " in");
        run(
                "CREATE OR REPLACE VIEW \"%s\".\"%s\" SECURITY INVOKER AS %s"
                        .formatted(view.schema(), view.table(), query),
                "make the view " + view + " in");
    }

    void dropView(LakeTable view) {
        run(
                "DROP VIEW IF EXISTS \"%s\".\"%s\"".formatted(view.schema(), view.table()),
                "drop the view " + view + " in");
    }

    void unregister(LakeTable table) {
        run(
                "CALL system.unregister_table(%s, %s)".formatted(quoted(table.schema()), quoted(table.table())),
                "unregister " + table + " from");
    }

    private void run(String sql, String intent) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(intent, e);
        }
    }

    // A call takes no parameters in Trino.
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private PipelineException failure(String intent, SQLException e) {
        // Without the number of the query: the same trouble has the same words each time.
        String reason = String.valueOf(e.getMessage()).replaceFirst("^Query failed \\(#\\w+\\): ", "");
        return new PipelineException(
                FailureKind.ENVIRONMENT, "Cannot %s Trino at %s: %s".formatted(intent, server, reason), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure("leave", e);
        }
    }
}
