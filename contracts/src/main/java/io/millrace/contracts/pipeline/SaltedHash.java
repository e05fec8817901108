package io.millrace.contracts.pipeline;

import io.millrace.contracts.process.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 (RFC 2104), here and spelled out in SQL, because Postgres has the hash built in but not the HMAC. */
record SaltedHash(Secret salt) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    String of(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    String sql(String expression) {
        return "encode(sha256(decode('%s', 'hex') || sha256(decode('%s', 'hex') || convert_to(%s, 'UTF8'))), 'hex')"
                .formatted(padded(OUTER), padded(INNER), expression);
    }

    private byte[] key() {
        return salt.reveal().getBytes(StandardCharsets.UTF_8);
    }

    private String padded(byte pad) {
        byte[] key = key();
        byte[] block = Arrays.copyOf(key.length > BLOCK ? sha256(key) : key, BLOCK);
        for (int index = 0; index < BLOCK; index++) {
            block[index] ^= pad;
        }
        return HexFormat.of().formatHex(block);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
