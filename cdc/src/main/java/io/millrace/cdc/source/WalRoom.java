package io.millrace.cdc.source;

import java.util.Optional;

/**
 * The log that the slot keeps from being removed, and how much of it the server allows.
 *
 * @param limitBytes what the slot may keep at most; nothing where the server sets no limit
 * @param safeBytes what may still be written before log is removed that the slot needs; nothing without a limit
 */
public record WalRoom(long retainedBytes, Optional<Long> limitBytes, Optional<Long> safeBytes) {

    /**
     * What the server says.
     *
     * @param limit {@code max_slot_wal_keep_size} in bytes, below zero for none
     * @param safe {@code safe_wal_size}
     */
    static WalRoom of(long retained, long limit, long safe) {
        return limit < 0
                ? new WalRoom(retained, Optional.empty(), Optional.empty())
                : new WalRoom(retained, Optional.of(limit), Optional.of(Math.max(0, safe)));
    }

    /** How much of the limit is used, from 0 to 1; nothing without a limit. */
    public Optional<Double> used() {
        // The server keeps whole files of log, and at least one: what is safe may be more than the limit, or small at
        // first.
        return limitBytes.map(limit -> {
            long all = retainedBytes + safeBytes.orElse(0L);
            return all == 0 ? 1.0 : (double) retainedBytes / all;
        });
    }
}
