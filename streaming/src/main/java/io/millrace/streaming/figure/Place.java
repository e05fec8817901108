package io.millrace.streaming.figure;

/** Where in a whole row a value stands. */
public record Place(Part part, int index) {
    /** Whose value it is. */
    public enum Part {
        OWN,
        PARENT,
        LOOKED_UP
    }
}
