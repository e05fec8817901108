package io.millrace.orchestration.history;

import io.millrace.orchestration.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Who has seen to which alert; what a method wrote survives the end of the process. */
public final class Acknowledgements {
    private static final List<String> STATEMENTS = List.of(
            """
            CREATE TABLE IF NOT EXISTS millrace_acknowledgement (
              alert VARCHAR(200) NOT NULL PRIMARY KEY,
              said_by VARCHAR(200) NOT NULL,
              said_at TIMESTAMP(6) WITH TIME ZONE NOT NULL)""");

    /** As long as the topic keeps alerts. */
    private static final Duration REMEMBERED = Duration.ofDays(90);

    private static final int MOST = 2_000;

    private final Database database;

    private Acknowledgements(Database database) {
        this.database = database;
    }

    /** That somebody has seen to an alert. */
    public record Acknowledgement(String alert, String by, Instant at) {}

    /** Those in this store whose alerts may be shown again. */
    public static Acknowledgements in(Store store) {
        store.create(STATEMENTS);
        var known = new Acknowledgements(new Database(store.connections()));
        known.database.update(
                "DELETE FROM millrace_acknowledgement WHERE said_at < ?",
                Instant.now().minus(REMEMBERED));
        return known;
    }

    /** The newest ones, the latest first. */
    public List<Acknowledgement> newest() {
        return database.query(
                Acknowledgements::read,
                "SELECT alert, said_by, said_at FROM millrace_acknowledgement ORDER BY said_at DESC, alert LIMIT "
                        + MOST);
    }

    /** Keeps one, unless somebody was earlier; gives the one that counts. */
    public synchronized Acknowledgement add(Acknowledgement acknowledgement) {
        List<Acknowledgement> earlier = of(acknowledgement.alert());
        if (!earlier.isEmpty()) {
            return earlier.get(0);
        }
        database.update(
                "INSERT INTO millrace_acknowledgement (alert, said_by, said_at) VALUES (?, ?, ?)",
                acknowledgement.alert(),
                acknowledgement.by(),
                acknowledgement.at());
        return acknowledgement;
    }

    private List<Acknowledgement> of(String alert) {
        return database.query(
                Acknowledgements::read,
                "SELECT alert, said_by, said_at FROM millrace_acknowledgement WHERE alert = ?",
                alert);
    }

    private static Acknowledgement read(ResultSet row) throws SQLException {
        return new Acknowledgement(
                row.getString("alert"),
                row.getString("said_by"),
                Database.instant(row, "said_at").orElseThrow());
    }
}
