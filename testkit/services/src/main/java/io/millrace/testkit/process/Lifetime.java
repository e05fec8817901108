package io.millrace.testkit.process;

/** How long a process lives when nobody stops it. */
public enum Lifetime {
    /** Ends with the JVM that started it, even when that JVM is killed. */
    WITH_THIS_JVM,
    /** Outlives the JVM that started it, its terminal, and a Ctrl-C there. */
    UNTIL_STOPPED
}
