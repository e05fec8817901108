package io.millrace.lakehouse.silver;

import java.io.Serializable;

/** The latest moment at which the source emptied the table. */
public record Truncation(int incarnation, long lsn) implements Serializable {}
