package io.millrace.testkit.process;

/** What can be sent to a process. */
public enum Signal {
    /** Asks it to end. */
    TERM,
    /** Asks it to end; Postgres takes it as: cut the clients off and end cleanly. */
    INT,
    /** Ends it at once, without a chance to clean up. */
    KILL,
    /** Freezes it: its connections stay open and nothing answers. */
    STOP,
    /** Lets a frozen process go on. */
    CONT
}
