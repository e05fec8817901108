package io.millrace.cdc.check;

import io.millrace.cdc.source.SourceDatabase;
import io.millrace.cdc.source.SourceTable;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether the server writes a log that can be read by others, and lets the role read it. */
record ServerCheck(SourceDatabase database, Connection connection) {
    private static final String SUBJECT = "server";
    private static final String ROLE = "role";
    private static final int FIRST_VERSION = 140_000;
    private static final String STATE =
            """
            SELECT current_setting('server_version_num')::int, current_setting('server_version'),
                   current_setting('wal_level'), pg_is_in_recovery(), current_setting('server_encoding'),
                   (SELECT rolsuper OR rolreplication FROM pg_roles WHERE rolname = current_user)
                     -- Hosted servers give the right through a role of their own.
                     OR EXISTS (SELECT FROM pg_roles WHERE rolname = 'rds_replication'
                                   AND pg_has_role(current_user, oid, 'MEMBER')),
                   (SELECT bool_or(has_function_privilege(oid, 'EXECUTE')) FROM pg_proc
                     WHERE proname = 'pg_logical_emit_message' AND prosrc LIKE '%text%'),
                   current_user,
                   (SELECT min(oid::regprocedure::text) FROM pg_proc
                     WHERE proname = 'pg_logical_emit_message' AND prosrc LIKE '%text%')
            """;

    List<Finding> find() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STATE)) {
            row.next();
            server(row, findings);
            role(row, findings);
        }
        return findings;
    }

    private static void server(ResultSet row, List<Finding> findings) throws SQLException {
        findings.add(
                row.getInt(1) >= FIRST_VERSION
                        ? Finding.ok(SUBJECT, "is PostgreSQL " + row.getString(2))
                        : Finding.capture(
                                SUBJECT,
                                "is PostgreSQL %s, but signs of life in its log need 14 or later; upgrade it"
                                        .formatted(row.getString(2))));
        if (row.getBoolean(4)) {
            findings.add(Finding.capture(SUBJECT, "is a standby; name the primary in source.url"));
        }
        if (row.getString(5).equals("SQL_ASCII")) {
            findings.add(Finding.capture(
                    SUBJECT,
                    "has a database without an encoding (SQL_ASCII), so its texts cannot be read for certain;"
                            + " move the data to a database with ENCODING 'UTF8'"));
        }
        String level = row.getString(3);
        findings.add(
                level.equals("logical")
                        ? Finding.ok(SUBJECT, "writes its log for readers of changes (wal_level = logical)")
                        : Finding.capture(
                                SUBJECT,
                                ("has wal_level = %s, so its log does not tell of changes; needs a restart of the server"
                                                + " after")
                                        .formatted(level),
                                "ALTER SYSTEM SET wal_level = 'logical'"));
    }

    private void role(ResultSet row, List<Finding> findings) throws SQLException {
        String quoted = SourceTable.quoted(row.getString(8));
        if (!row.getBoolean(6)) {
            findings.add(Finding.capture(
                    ROLE, "%s may not replicate".formatted(quoted), "ALTER ROLE %s REPLICATION".formatted(quoted)));
        } else {
            findings.add(replicates(quoted));
        }
        if (!row.getBoolean(7)) {
            findings.add(Finding.capture(
                    ROLE,
                    "%s may not write signs of life into the log, so an idle database would keep its log for ever"
                            .formatted(quoted),
                    // There is one for texts and one for bytes, and their arguments are others in each version.
                    "GRANT EXECUTE ON FUNCTION %s TO %s".formatted(row.getString(9), quoted)));
        }
    }

    /** Rights are one thing; the server's rules on who may connect from where are another. */
    private Finding replicates(String role) {
        try {
            database.identity();
            return Finding.ok(ROLE, role + " may replicate");
        } catch (PipelineException e) {
            return Finding.capture(
                    ROLE,
                    "%s may replicate, but the server does not let it connect for that: %s"
                            .formatted(role, e.getMessage()));
        }
    }
}
