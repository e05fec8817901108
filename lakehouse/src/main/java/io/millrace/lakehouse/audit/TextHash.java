package io.millrace.lakehouse.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The first 64 bits of a text's MD5, here and in SQL. */
final class TextHash {
    private final MessageDigest md5;

    TextHash() {
        try {
            this.md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    long of(String text) {
        return ByteBuffer.wrap(md5.digest(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /** An expression that gives in Postgres what {@link #of} gives here, in a database of any encoding. */
    static String sql(String expression) {
        return "('x' || substr(md5(convert_to(%s, 'UTF8')), 1, 16))::bit(64)::bigint".formatted(expression);
    }
}
