package io.millrace.streaming.wire;

/**
 * Who tells how far it is.
 *
 * @param stage the stage's name
 * @param part which of its parts
 */
public record Origin(Stage stage, int part) {
    /** The stages that others wait for. */
    public enum Stage {
        ROWS,
        JOINS
    }
}
