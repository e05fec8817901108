package io.millrace.gateway.intake;

import java.nio.charset.StandardCharsets;

/**
 * Why an event is not taken.
 *
 * @param event its number in the request, from 0
 * @param field the place of what is wrong, such as {@code events[3].data.user}
 * @param reason a sentence without its subject
 */
public record Refusal(int event, String field, String reason) {
    /** With words of the request in it, which may be no Unicode. */
    public Refusal {
        field = writable(field);
        reason = writable(reason);
    }

    private static String writable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
