package io.millrace.orchestration.history;

import io.millrace.orchestration.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which alerts of rules people were told, by channel; what a method wrote survives the end of the process. */
public final class ToldAlerts {
    private static final List<String> STATEMENTS = List.of(
            """
            CREATE TABLE IF NOT EXISTS millrace_told_alert (
              channel VARCHAR(40) NOT NULL,
              alert VARCHAR(200) NOT NULL,
              told_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
              PRIMARY KEY (channel, alert))""");

    /** As long as the topic keeps alerts. */
    private static final Duration REMEMBERED = Duration.ofDays(90);

    private final Database database;

    private ToldAlerts(Database database) {
        this.database = database;
    }

    /** Those in this store that may be found again. */
    public static ToldAlerts in(Store store) {
        store.create(STATEMENTS);
        var told = new ToldAlerts(new Database(store.connections()));
        told.database.update(
                "DELETE FROM millrace_told_alert WHERE told_at < ?",
                Instant.now().minus(REMEMBERED));
        return told;
    }

    /** Whether a channel took the alert. */
    public boolean has(String channel, String alert) {
        return !database.query(
                        row -> row.getString("alert"),
                        "SELECT alert FROM millrace_told_alert WHERE channel = ? AND alert = ?",
                        channel,
                        alert)
                .isEmpty();
    }

    /** A channel took an alert for the first time. */
    public void add(String channel, String alert, Instant now) {
        database.update(
                "INSERT INTO millrace_told_alert (channel, alert, told_at) VALUES (?, ?, ?)", channel, alert, now);
    }
}
