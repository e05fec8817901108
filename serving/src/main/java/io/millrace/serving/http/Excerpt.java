package io.millrace.serving.http;

import java.nio.charset.StandardCharsets;

/** The beginning of a text that somebody has sent, short enough to be sent back. */
final class Excerpt {
    private Excerpt() {}

    /** At most so many characters, none of them half of one: what is cut in two cannot be written as UTF-8. */
    static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** The text with a question mark for each half of a character, which JSON's escapes can spell. */
    static String writable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
