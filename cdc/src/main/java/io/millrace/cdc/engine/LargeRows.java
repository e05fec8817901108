package io.millrace.cdc.engine;

/**
 * Lets rows that are large for the memory through one at a time: behind such a row the log is not read on before all that
 * was read of it is on the broker.
 *
 * <p>Debezium's bound of its queue by bytes alone lets a row of any size in as long as the queue is below it, and hands on
 * all that the queue holds while it reads the next row: three rows of 20 MB are then in memory at once, each in several
 * forms.
 */
final class LargeRows {
    /** What reading a row of about 4 MB takes of memory: the message, the values of its columns, their texts. */
    static final long LARGE_READING = 16L << 20;

    private volatile long begunPolls;
    private volatile long emptyPoll;
    /** The poll that may not have brought the large row yet; below zero without such a row. */
    private volatile long openPoll = -1;

    /** The reading thread has read and queued a message, which took so many bytes of memory. */
    void read(long bytes) {
        if (bytes >= LARGE_READING) {
            openPoll = begunPolls;
        }
    }

    /** Whether the reading thread may read on. */
    boolean haveRoom() {
        if (openPoll >= 0 && emptyPoll > openPoll) {
            openPoll = -1;
        }
        return openPoll < 0;
    }

    /**
     * The handling thread asks for what is queued; what it was given before is on the broker.
     *
     * @return the number of this poll
     */
    long pollBegins() {
        long poll = begunPolls + 1;
        begunPolls = poll;
        return poll;
    }

    /** Nothing was queued when that poll looked. */
    void foundNothing(long poll) {
        emptyPoll = poll;
    }
}
