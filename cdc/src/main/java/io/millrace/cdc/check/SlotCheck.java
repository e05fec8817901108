package io.millrace.cdc.check;

import io.millrace.contracts.pipeline.Source;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether there is a replication slot for the pipeline, or room for one.
 *
 * @param whereLossCounts false where whoever asks decides itself what a slot without its log means
 */
record SlotCheck(Source source, Connection connection, boolean whereLossCounts) {
    private static final String SUBJECT = "slot";
    /** One for the stream, and one for the moment in which tables are read beside it. */
    private static final int NEEDED = 2;

    private static final String STATE =
            """
            SELECT (SELECT count(*) FROM pg_replication_slots), current_setting('max_replication_slots')::int,
                   (SELECT count(*) FROM pg_stat_replication), current_setting('max_wal_senders')::int,
                   (SELECT string_agg(slot_name, ', ') FROM pg_replication_slots WHERE NOT active),
                   EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = ?),
                   EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = ? AND active),
                   EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = ? AND wal_status = 'lost'),
                   current_setting('max_slot_wal_keep_size')
            """;

    List<Finding> find() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(STATE)) {
            for (int parameter = 1; parameter <= 3; parameter++) {
                query.setString(parameter, source.slot());
            }
            try (ResultSet row = query.executeQuery()) {
                row.next();
                List<Finding> findings = new ArrayList<>();
                findings.add(slot(row));
                findings.add(sender(row));
                if (row.getString(9).equals("-1")) {
                    findings.add(Finding.advice(
                            SUBJECT,
                            "may keep the log until the disk is full if capture stays away; a bound ends the slot instead,"
                                    + " and the tables are read again",
                            "ALTER SYSTEM SET max_slot_wal_keep_size = '100GB'"));
                }
                return findings;
            }
        }
    }

    private Finding slot(ResultSet row) throws SQLException {
        if (whereLossCounts && row.getBoolean(8)) {
            return Finding.capture(
                    SUBJECT,
                    ("%s has lost log that it needed (max_slot_wal_keep_size); if it is this pipeline's, changes are"
                                    + " missing: start capture once with MILLRACE_CDC_RESYNC_AFTER_LOSS=true, which reads every"
                                    + " table again. If it is not, name another one with source.slot")
                            .formatted(source.slot()));
        }
        boolean isThere = row.getBoolean(6);
        int used = row.getInt(1);
        int most = row.getInt(2);
        if (used + needed(isThere) <= most) {
            return Finding.ok(
                    SUBJECT,
                    "%s %s: %d of %d slots are used"
                            .formatted(source.slot(), isThere ? "is there" : "has room", used, most));
        }
        String inactive = row.getString(5) == null ? "" : "; nobody reads from these: " + row.getString(5);
        return Finding.capture(
                SUBJECT,
                "%s %s: %d of %d slots are used%s; needs a restart of the server after"
                        .formatted(
                                source.slot(),
                                isThere
                                        ? "is there, but there is no room for the second that it takes whenever tables are read"
                                        : "has no room: it takes 2, one of them whenever tables are read",
                                used,
                                most,
                                inactive),
                "ALTER SYSTEM SET max_replication_slots = " + (most + 4));
    }

    private static Finding sender(ResultSet row) throws SQLException {
        int used = row.getInt(3);
        int most = row.getInt(4);
        int needed = needed(row.getBoolean(7));
        return used + needed <= most
                ? Finding.ok(SUBJECT, "can be read: %d of %d senders of the log are used".formatted(used, most))
                : Finding.capture(
                        SUBJECT,
                        "cannot be read: it takes %d more senders of the log, one of them whenever tables are read, but %d of %d are used; needs a restart of the server after"
                                .formatted(needed, used, most),
                        "ALTER SYSTEM SET max_wal_senders = " + (most + 4));
    }

    private static int needed(boolean hasItsOwn) {
        return hasItsOwn ? NEEDED - 1 : NEEDED;
    }
}
