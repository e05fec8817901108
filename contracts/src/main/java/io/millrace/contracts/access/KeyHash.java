package io.millrace.contracts.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a key; keys are long and drawn at random, so nothing slower is needed. */
public final class KeyHash {
    private static final int BYTES = 32;

    private final byte[] hash;

    private KeyHash(byte[] hash) {
        this.hash = hash;
    }

    /** That of a key. */
    public static KeyHash of(String key) {
        try {
            return new KeyHash(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /**
     * Reads hexadecimal digits.
     *
     * @throws IllegalArgumentException if they are not 64
     */
    static KeyHash parse(String digits) {
        byte[] hash = HexFormat.of().parseHex(digits);
        if (hash.length != BYTES) {
            throw new IllegalArgumentException("64 hexadecimal digits are expected");
        }
        return new KeyHash(hash);
    }

    /** Takes the same time whatever differs. */
    public boolean matches(KeyHash other) {
        return MessageDigest.isEqual(hash, other.hash);
    }

    /** The hash as hexadecimal digits. */
    public String digits() {
        return HexFormat.of().formatHex(hash);
    }
}
