package io.millrace.workloads.shop.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a load has come, kept as the comment of {@code public.orders} and committed with the rows it speaks of: a load
 * that was killed goes on where it was. A comment is no row, so no capture sees it.
 *
 * @param source what is loaded, such that the same text means the same rows
 * @param done how many orders or invoices are committed
 */
public record LoadMark(String source, long done, boolean complete) {
    private static final Pattern TEXT = Pattern.compile("Load of (.*): (\\d+) done(, complete)?");

    /** The mark of this database, if a load has left one. */
    public static Optional<LoadMark> find(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT obj_description(to_regclass('public.orders'), 'pg_class')");
                ResultSet row = query.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getString(1))
                    .map(TEXT::matcher)
                    .filter(Matcher::matches)
                    .map(LoadMark::of);
        }
    }

    private static LoadMark of(Matcher text) {
        return new LoadMark(text.group(1), Long.parseLong(text.group(2)), text.group(3) != null);
    }

    /**
     * Commits what is open together with this mark.
     *
     * @throws InterruptedException after the commit, if the thread was asked to stop: the load can go on from here
     */
    public void commit(Connection connection) throws SQLException, InterruptedException {
        save(connection);
        connection.commit();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Writes the mark in the transaction that is open. */
    private void save(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("COMMENT ON TABLE public.orders IS " + statement.enquoteLiteral(toString()));
        }
    }

    @Override
    public String toString() {
        return "Load of %s: %d done%s".formatted(source, done, complete ? ", complete" : "");
    }
}
