package io.millrace.cdc.source;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log when the slot comes near to losing what it needs: once each time that it passes a mark. */
final class WalWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(WalWarnings.class);
    private static final double WARNING = 0.5;
    private static final double ALARM = 0.8;

    private final String slot;
    private Level level = Level.FINE;

    WalWarnings(String slot) {
        this.slot = slot;
    }

    /** How near it is. */
    enum Level {
        FINE,
        WARNING,
        ALARM;

        static Level of(double used) {
            if (used >= WalWarnings.ALARM) {
                return ALARM;
            }
            return used >= WalWarnings.WARNING ? WARNING : FINE;
        }
    }

    /** Hears what the slot keeps; the level that this is. */
    Level see(WalRoom room) {
        Level now = Level.of(room.used().orElse(0.0));
        if (now.compareTo(level) > 0) {
            String sentence =
                    "The replication slot %s keeps %d MB of log, %.0f %% of what max_slot_wal_keep_size allows (%d MB);"
                                    .formatted(
                                            slot,
                                            megabytes(room.retainedBytes()),
                                            100 * room.used().orElse(0.0),
                                            megabytes(room.limitBytes().orElse(0L)))
                            + " beyond it changes are lost and every table is read again; see why capture is behind, or raise it";
            if (now == Level.ALARM) {
                LOG.error(sentence);
            } else {
                LOG.warn(sentence);
            }
        }
        level = now;
        return now;
    }

    private static long megabytes(long bytes) {
        return bytes >> 20;
    }
}
