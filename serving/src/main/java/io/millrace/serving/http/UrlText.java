package io.millrace.serving.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decodes parts of a URL, and refuses what others repair: an id that was repaired is another id. */
final class UrlText {
    private static final int HEXADECIMAL = 16;

    private UrlText() {}

    /** A segment of a path; nothing if it is not percent-encoded UTF-8. */
    static Optional<String> ofPath(String raw) {
        return decoded(raw, false);
    }

    /** A name or value of a query, in which a plus is a space; nothing if it is not percent-encoded UTF-8. */
    static Optional<String> ofQuery(String raw) {
        return decoded(raw, true);
    }

    private static Optional<String> decoded(String raw, boolean plusIsSpace) {
        var bytes = new ByteArrayOutputStream(raw.length());
        for (int index = 0; index < raw.length(); index++) {
            char character = raw.charAt(index);
            if (character == '%') {
                int octet = index + 2 < raw.length() ? octet(raw.charAt(index + 1), raw.charAt(index + 2)) : -1;
                if (octet < 0) {
                    return Optional.empty();
                }
                bytes.write(octet);
                index += 2;
            } else if (character == '+' && plusIsSpace) {
                bytes.write(' ');
            } else {
                bytes.writeBytes(String.valueOf(character).getBytes(StandardCharsets.UTF_8));
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static int octet(char high, char low) {
        int left = Character.digit(high, HEXADECIMAL);
        int right = Character.digit(low, HEXADECIMAL);
        return left < 0 || right < 0 ? -1 : left * HEXADECIMAL + right;
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
