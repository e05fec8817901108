package io.millrace.cdc.engine;

import io.millrace.contracts.change.OversizedChange;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;

/** Hears what the engine does: for the announcer of progress and for whoever watches. */
public interface CaptureObserver {
    /** A change was sent. */
    void published(TableId table, int bytes);

    /** A change was too large to be sent; something was sent in its place. */
    void putAside(OversizedChange change);

    /** The end of a transaction was read; it may not be on the broker yet. */
    void committed(long lsn);

    /** Everything up to there is on the broker. */
    void acknowledged(Progress progress);
}
