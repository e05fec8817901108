package io.millrace.contracts.online;

/** Into which part of a live state a name belongs. State that was divided otherwise could not be read. */
public final class LivePart {
    private LivePart() {}

    /**
     * The number of the part, from 0.
     *
     * @param name such as the id of a user or of an item
     * @param parts how many there are
     */
    public static int of(String name, int parts) {
        return Math.floorMod(name.hashCode(), parts);
    }
}
