package io.millrace.lakehouse.history;

/** What the loop of the histories runs. */
public interface HistoryRounds {
    /** Prepares the thread that runs the rounds. */
    void begin();

    /** Keeps in mind what a later round needs to know of this moment. */
    void look();

    /** Brings each history to the latest cut. */
    void round();
}
