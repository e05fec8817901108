package io.millrace.conformance.source;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to the database under test. */
@FunctionalInterface
public interface ConnectionSource {
    /** A connection that the caller closes. */
    Connection open() throws SQLException;
}
