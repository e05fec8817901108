package io.millrace.conformance;

import io.millrace.conformance.comparison.TableRows;
import io.millrace.conformance.source.SqlName;
import java.sql.SQLException;
import java.util.Optional;

/** What some program has made of tables of Postgres. */
@FunctionalInterface
public interface Copy {
    /** The newest rows of the copy of a table; nothing while it has none. */
    Optional<TableRows> rows(SqlName table) throws SQLException;
}
