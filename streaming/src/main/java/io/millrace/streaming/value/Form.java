package io.millrace.streaming.value;

/** In which form a value of a column is needed. */
public enum Form {
    TEXT,
    NUMBER,
    /** A number with all its digits. */
    EXACT,
    MICROS
}
