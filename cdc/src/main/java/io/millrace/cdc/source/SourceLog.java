package io.millrace.cdc.source;

/** What the source's log holds, by which a database that was put back from an older copy is told from the one before. */
public interface SourceLog {
    /** Where the log ends now. */
    long end();

    /** Whether a transaction ended exactly there; the replication slot has to stand before. */
    boolean hasCommit(long lsn);
}
