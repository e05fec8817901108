package io.millrace.lakehouse.schema;

/** A value, or a whole change, that the lake's columns cannot hold; the message is the reason of its quarantine. */
public final class UnfitValueException extends Exception {
    public UnfitValueException(String reason) {
        super(reason);
    }
}
