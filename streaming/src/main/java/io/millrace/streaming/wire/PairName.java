package io.millrace.streaming.wire;

/** Names a child row with its parent, so that no two pairs have one name, nor has a row that needs no parent. */
public final class PairName {
    private static final char END_OF_LENGTH = ':';

    private PairName() {}

    /** The name of two rows; keys are JSON objects. */
    public static String of(String child, String parent) {
        return child.length() + ":" + child + parent;
    }

    /** The key of the child, or of the row that needs no parent. */
    public static String child(String name) {
        if (name.isEmpty() || !Character.isDigit(name.charAt(0))) {
            return name;
        }
        int end = name.indexOf(END_OF_LENGTH);
        return name.substring(end + 1, end + 1 + Integer.parseInt(name.substring(0, end)));
    }
}
