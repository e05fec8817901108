package io.millrace.contracts.pipeline;

import io.millrace.contracts.process.Secret;
import java.util.Objects;

/**
 * What becomes of a column before its values leave capture. A masked column is a text in the lake, whatever it is in the
 * source, and NULL stays NULL under every rule.
 */
public sealed interface ColumnRule {

    /** The column is left out: it is in no image and in no schema. */
    record Drop() implements ColumnRule {
        @Override
        public String apply(String text) {
            return null;
        }

        @Override
        public String sql(String expression) {
            return "NULL::text";
        }

        @Override
        public String description() {
            return "drop";
        }
    }

    /** Each value becomes this one. */
    record Fixed(String value) implements ColumnRule {
        public Fixed {
            if (value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("no text of Postgres has a character 0");
            }
        }

        @Override
        public String apply(String text) {
            return text == null ? null : value;
        }

        @Override
        public String sql(String expression) {
            return "CASE WHEN (%s) IS NOT NULL THEN '%s' END".formatted(expression, value.replace("'", "''"));
        }

        @Override
        public String description() {
            return "fixed '" + value + "'";
        }
    }

    /**
     * The beginning of each value; a value that is not longer stays as it is.
     *
     * @param length in characters as Postgres counts them, which are code points
     */
    record Truncate(int length) implements ColumnRule {
        public Truncate {
            if (length < 1) {
                throw new IllegalArgumentException("must be at least 1; to keep nothing of the column, use drop");
            }
        }

        @Override
        public String apply(String text) {
            return text == null || text.codePointCount(0, text.length()) <= length
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, length));
        }

        @Override
        public String sql(String expression) {
            return "left(%s, %d)".formatted(expression, length);
        }

        @Override
        public String description() {
            return "truncate " + length;
        }
    }

    /** The HMAC-SHA256 of each value's UTF-8 under the salt, in hexadecimal digits: equal values stay equal. */
    record Hash(Secret salt) implements ColumnRule {
        /** A shorter salt could be found by trying, and with it every value. */
        public static final int SHORTEST_SALT = 16;

        public Hash {
            Objects.requireNonNull(salt, "salt");
            if (salt.reveal().length() < SHORTEST_SALT) {
                throw new IllegalArgumentException("a salt has at least %d characters".formatted(SHORTEST_SALT));
            }
        }

        @Override
        public String apply(String text) {
            return text == null ? null : new SaltedHash(salt).of(text);
        }

        @Override
        public String sql(String expression) {
            return new SaltedHash(salt).sql(expression);
        }

        @Override
        public String description() {
            return "sha256";
        }
    }

    /**
     * What is left of a value.
     *
     * @param text the value as Postgres writes it and capture reads it; null for NULL
     */
    String apply(String text);

    /**
     * An SQL expression that gives in Postgres what {@link #apply} gives here. With a hash it holds what the salt is made
     * into and may not be logged.
     *
     * @param expression an SQL expression for the value as text, in the form in which capture reads it
     */
    String sql(String expression);

    /** The rule in words, without its salt; another rule has another description. */
    String description();

    /** Whether the column is in the lake. */
    default boolean keepsColumn() {
        return !(this instanceof Drop);
    }

    /** Whether different values stay different, as those of a key have to. */
    default boolean keepsIdentity() {
        return this instanceof Hash;
    }
}
