package io.millrace.contracts.change;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Writes any name with lower-case letters, digits and underscores alone, so that no two names become one.
 *
 * <p>Lower-case letters, digits and underscores stay. Any other character, and an underscore that is not followed by a
 * letter that stays or a digit other than {@code x}, becomes {@code _x} and four hexadecimal digits for each UTF-16 unit.
 *
 * <p>What would be longer than a topic or a file may be called ends in {@code _xh} and a hash of the name instead.
 */
public final class SafeName {
    // A topic's name has three of these and may have 249 characters; 63 is what Postgres allows.
    private static final int LONGEST = 70;
    private static final int KEPT_OF_LONGER = 50;
    private static final int HASH_DIGITS = 16;

    private SafeName() {}

    /** The safe form of a name, at most 70 characters. */
    public static String encode(String name) {
        String encoded = spelledOut(name);
        if (encoded.length() <= LONGEST) {
            return encoded;
        }
        String kept = encoded.substring(0, KEPT_OF_LONGER);
        return (kept.endsWith("_") ? kept.substring(0, kept.length() - 1) : kept) + "_xh" + hash(name);
    }

    private static String hash(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String spelledOut(String name) {
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
