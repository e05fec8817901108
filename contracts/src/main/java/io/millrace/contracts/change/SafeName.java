package io.millrace.contracts.change;

import java.util.Locale;

/**
 * Writes any name with lower-case letters, digits and underscores alone, so that no two names become one.
 *
 * <p>Lower-case letters, digits and underscores stay. Any other character, and an underscore that is not followed by a
 * letter that stays or a digit other than {@code x}, becomes {@code _x} and four hexadecimal digits for each UTF-16 unit.
 */
public final class SafeName {
    private SafeName() {}

    /** The safe form of a name. */
    public static String encode(String name) {
        var encoded = new StringBuilder(name.length());
        for (int index = 0; index < name.length(); index++) {
            char character = name.charAt(index);
            boolean kept = isPlain(character)
                    || character == '_' && index + 1 < name.length() && mayFollowUnderscore(name.charAt(index + 1));
            if (kept) {
                encoded.append(character);
            } else {
                encoded.append("_x").append(String.format(Locale.ROOT, "%04x", (int) character));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(char character) {
        return character >= 'a' && character <= 'z' || character >= '0' && character <= '9';
    }

    private static boolean mayFollowUnderscore(char character) {
        return isPlain(character) && character != 'x';
    }
}
