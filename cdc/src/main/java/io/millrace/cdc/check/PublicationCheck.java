package io.millrace.cdc.check;

import io.millrace.cdc.source.Publication;
import io.millrace.cdc.source.SourceDatabase;
import io.millrace.cdc.source.SourceTable;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether the publication is there, or the role may make it. */
record PublicationCheck(SourceDatabase database, Connection connection) {
    private static final String SUBJECT = "publication";

    List<Finding> find() throws SQLException {
        String name = database.source().publication();
        List<String> statements;
        try {
            statements = new Publication(database).statements(connection);
        } catch (PipelineException e) {
            return List.of(Finding.capture(SUBJECT, e.getMessage()));
        }
        if (statements.isEmpty()) {
            return List.of(Finding.ok(SUBJECT, "%s has the tables of the pipeline file".formatted(name)));
        }
        if (mayPublish()) {
            return List.of(
                    Finding.ok(SUBJECT, "%s will be brought to the tables of the pipeline file".formatted(name)));
        }
        List<Finding> findings = new ArrayList<>();
        for (String sql : statements) {
            findings.add(Finding.capture(
                    SUBJECT,
                    "%s has to be made or changed, which the role %s may not; let the owner of the tables do it"
                            .formatted(name, database.source().user()),
                    sql));
        }
        return findings;
    }

    private boolean mayPublish() throws SQLException {
        return answer(
                        "SELECT has_database_privilege(current_database(), 'CREATE')"
                                + " AND coalesce((SELECT pg_has_role(pubowner, 'USAGE') FROM pg_publication WHERE pubname = ?), true)",
                        database.source().publication())
                && ownsAllTables();
    }

    private boolean ownsAllTables() throws SQLException {
        for (TableId table : database.source().tables()) {
            if (!answer(
                    "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = ?::regclass",
                    SourceTable.quoted(table))) {
                return false;
            }
        }
        return true;
    }

    private boolean answer(String question, String parameter) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(question)) {
            query.setString(1, parameter);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
