package io.millrace.lakehouse.audit;

/** A table cannot be compared at this moment, and perhaps at a later one. */
final class MovedTableException extends Exception {
    MovedTableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
